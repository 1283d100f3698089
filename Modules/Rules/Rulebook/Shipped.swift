extension Rulebook {
    /// The rulebook shipped with kaohe, 冯政发〔2021〕71号, as bytes.
    public static let shipped: [UInt8] = PackageResources.fengmao_2021_71_yaml
    /// The name of its file.
    public static let shippedName = "fengmao-2021-71.yaml"
}
