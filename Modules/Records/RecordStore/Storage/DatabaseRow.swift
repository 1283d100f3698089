package import GRDB

/// A row of a query's result, distinct from the kernel's ``Row`` of evidence.
package typealias DatabaseRow = GRDB.Row
