package import GRDB

/// A row that a query gives, told apart from the kernel's ``Row`` of evidence.
package typealias DatabaseRow = GRDB.Row
