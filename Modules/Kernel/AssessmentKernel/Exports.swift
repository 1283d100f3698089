// An item's author imports the kernel alone, and has the values with it.
@_exported public import AssessmentValues
