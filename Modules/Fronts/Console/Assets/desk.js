// What a page does beyond reading: progress, dragging, search, keys. Every page can be read without it.
const token = document.querySelector('meta[name="form-token"]')?.content ?? '';

// Progress of a task, as server-sent events.
const task = document.getElementById('task');
if (task) {
  const words = document.getElementById('task-words');
  const bar = document.getElementById('task-bar');
  const events = new EventSource(`/tasks/${task.dataset.task}/events?known=${task.dataset.known}`);
  events.addEventListener('progress', (event) => {
    words.textContent = event.data;
    const [done, all] = event.lastEventId.split(' ').map(Number);
    if (all) { bar.max = all; bar.value = done; }
  });
  events.addEventListener('line', (event) => {
    const line = document.createElement('li');
    line.textContent = event.data;
    document.getElementById('task-lines').append(line);
  });
  events.addEventListener('end', (event) => {
    events.close();
    location.replace(event.data);
  });
}

// Files that are dragged in or chosen: each is sent by itself, then the page of the draft is opened.
const drop = document.querySelector('[data-drop]');
if (drop) {
  const state = document.getElementById('drop-state');
  const bar = document.getElementById('drop-bar');
  const most = Number(drop.dataset.most);

  const entriesOf = async (entry, path) => {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed));
      return [{ file, name: path + file.name }];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (some.length === 0) break;
      for (const one of some) found.push(...await entriesOf(one, `${path}${entry.name}/`));
    }
    return found;
  };

  const put = (address, file, told) => new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open('PUT', address);
    request.setRequestHeader('X-Form-Token', token);
    request.upload.onprogress = (event) => told(event.loaded);
    request.onload = () => request.status === 204 ? done() : failed(new Error(request.responseText || request.status));
    request.onerror = () => failed(new Error(drop.dataset.broken));
    request.send(file);
  });

  const send = async (files) => {
    const wanted = files.filter(({ name }) => !name.split('/').some((part) => part.startsWith('.')));
    if (wanted.length === 0) return;
    const large = wanted.find(({ file }) => file.size > most);
    if (large) {
      state.textContent = `${large.name}${drop.dataset.large}`;
      return;
    }
    const all = wanted.reduce((sum, { file }) => sum + file.size, 0);
    let before = 0;
    bar.hidden = false;
    bar.max = Math.max(all, 1);
    try {
      for (const { file, name } of wanted) {
        state.textContent = name;
        await put(`/drafts/${drop.dataset.drop}?name=${encodeURIComponent(name)}`, file, (loaded) => {
          bar.value = before + loaded;
        });
        before += file.size;
        bar.value = before;
      }
      document.getElementById('drop-done').requestSubmit();
    } catch (error) {
      bar.hidden = true;
      state.textContent = error.message;
    }
  };

  for (const input of drop.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => send([...input.files].map((file) => ({
      file, name: file.webkitRelativePath || file.name,
    }))));
  }
  for (const button of drop.querySelectorAll('button[data-choose]')) {
    button.addEventListener('click', () => document.getElementById(button.dataset.choose).click());
  }
  const over = (event, isOver) => {
    event.preventDefault();
    drop.classList.toggle('over', isOver);
  };
  drop.addEventListener('dragover', (event) => over(event, true));
  drop.addEventListener('dragleave', (event) => over(event, false));
  drop.addEventListener('drop', async (event) => {
    over(event, false);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = [];
    for (const entry of entries) files.push(...await entriesOf(entry, ''));
    send(files.length > 0 ? files : [...event.dataTransfer.files].map((file) => ({ file, name: file.name })));
  });
}

// What was not known yet when the page was made is asked for again until it is.
const again = async () => {
  if (!document.querySelector('[data-again]')) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    // Who is at a link or a button there is not disturbed before the answer is whole.
    const isWhole = !page.querySelector('[data-again]');
    const isBusy = document.activeElement?.closest?.('main, header.top');
    if (isWhole || !isBusy) {
      for (const place of ['main', 'header.top']) {
        const fresh = page.querySelector(place);
        if (fresh) document.querySelector(place)?.replaceWith(fresh);
      }
    }
  } catch {
    // The desk does not answer for a moment: it is asked again.
  }
  setTimeout(again, 200);
};
setTimeout(again, 200);

// A list that is searched while one types.
for (const box of document.querySelectorAll('[data-search]')) {
  const rows = [...document.querySelectorAll(`${box.dataset.search} tbody tr`)];
  const search = () => {
    const words = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  };
  box.addEventListener('input', search);
  search();
}

// One key for a button, unless one types.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const button = document.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (button) { event.preventDefault(); button.click(); }
});

// Escape leaves what was unfolded.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing || event.target.tagName === 'SELECT') return;
  const unfolded = event.target.closest?.('details[open]');
  if (!unfolded) return;
  event.preventDefault();
  unfolded.open = false;
  unfolded.querySelector('summary').focus();
});

// A form is sent once; a page that one comes back to can be sent again.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) for (const button of document.querySelectorAll('form button')) button.disabled = false;
});
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  for (const button of event.target.querySelectorAll('button')) setTimeout(() => { button.disabled = true; });
});

// What the district gave once is filled in again: its public key and its recipient, which are no secrets.
for (const field of document.querySelectorAll('[data-remember]')) {
  const name = `kaohe-${field.dataset.remember}=`;
  const kept = document.cookie.split('; ').find((one) => one.startsWith(name));
  if (kept && !field.value) field.value = decodeURIComponent(kept.slice(name.length));
  field.form.addEventListener('submit', () => {
    if (!field.value) return;
    document.cookie = `${name}${encodeURIComponent(field.value.trim())}; SameSite=Strict; Path=/; Max-Age=31536000`;
  });
}
