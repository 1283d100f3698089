import FireSafety
import ItemCatalog
import KaoheCommand

KaoheCommand.main(items: ItemCatalog.items + [FireSafety.self])
