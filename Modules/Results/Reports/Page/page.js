(function () {
  'use strict';
  var root = document.documentElement;
  var form = document.querySelector('.tools');
  var box = document.getElementById('q');
  var found = document.getElementById('found');
  var none = document.getElementById('none');
  var theme = document.getElementById('theme');
  var rows = Array.prototype.slice.call(document.querySelectorAll('#list tbody tr'));
  var sheets = Array.prototype.slice.call(document.querySelectorAll('article.member'));
  var offices = Array.prototype.slice.call(document.querySelectorAll('section.office'));

  function folded(text) { return text.normalize('NFKC').toLowerCase(); }

  function show(list, words) {
    var count = 0;
    list.forEach(function (element) {
      var text = folded(element.getAttribute('data-s'));
      var fits = words.every(function (word) { return text.indexOf(word) >= 0; });
      element.hidden = !fits;
      if (fits) { count += 1; }
    });
    return count;
  }

  function search() {
    var words = folded(box.value).split(/\s+/).filter(Boolean);
    var count = show(rows, words);
    show(sheets, words);
    offices.forEach(function (office) {
      office.hidden = !office.querySelector('article.member:not([hidden])');
    });
    root.classList.toggle('searching', words.length > 0);
    none.hidden = count > 0;
    found.textContent = words.length ? form.getAttribute('data-found').replace('#', count) : '';
  }

  function wanted() {
    var parts = /^#q=(.*)$/.exec(location.hash);
    if (!parts) { return null; }
    try { return decodeURIComponent(parts[1]); } catch (error) { return parts[1]; }
  }

  function fromAddress() {
    var text = wanted();
    if (text !== null) { box.value = text; search(); }
  }

  box.addEventListener('input', function () {
    search();
    try {
      history.replaceState(null, '', box.value ? '#q=' + encodeURIComponent(box.value) : '#');
    } catch (error) { /* An address that cannot be changed is no reason not to search. */ }
  });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  document.getElementById('clear').addEventListener('click', function () {
    box.value = '';
    search();
    box.focus();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === '/' && document.activeElement !== box && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      box.focus();
    } else if (event.key === 'Escape' && document.activeElement === box && box.value) {
      box.value = '';
      search();
    }
  });

  function isDark() {
    var chosen = root.getAttribute('data-theme');
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }

  function showTheme() {
    theme.textContent = theme.getAttribute(isDark() ? 'data-light' : 'data-dark');
    theme.setAttribute('aria-pressed', String(isDark()));
  }

  theme.addEventListener('click', function () {
    root.setAttribute('data-theme', isDark() ? 'light' : 'dark');
    showTheme();
  });
  addEventListener('hashchange', fromAddress);
  form.hidden = false;
  showTheme();
  fromAddress();
}());
