import ItemCatalog
import KaoheCommand

KaoheCommand.main(items: ItemCatalog.items)
