extension Mediation {
    /// A dispute found, recorded and settled or referred, or short of one of these.
    public static let conduct = [
        "dispute": """
        conduct,source,recorded,mediation
        good,self,yes,settled
        good,self,yes,referred
        bad,inspection,yes,settled
        bad,self,no,settled
        bad,self,yes,none
        """
    ]
}
