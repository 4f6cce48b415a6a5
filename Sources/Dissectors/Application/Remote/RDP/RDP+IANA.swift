import PacketCore

extension RDP {
  /// What numbers are called.
  enum Names {
    static let negType: ValueNames = [
      1: "RDP Negotiation Request", 2: "RDP Negotiation Response", 3: "RDP Negotiation Failure",
      6: "RDP Correlation Info",
    ]
    static let negReqSelectedProtocol: ValueNames = [
      0: "Standard RDP Security", 1: "TLS 1.0, 1.1 or 1.2", 2: "CredSSP", 4: "RDSTLS protocol",
      8: "CredSSP with Early User Authorization Result PDU",
    ]
    static let negFailureFailureCode: ValueNames = [
      1: "TLS required by server", 2: "TLS not allowed by server",
      3: "TLS certificate not on server", 4: "Inconsistent flags",
      5: "Server requires Enhanced RDP Security with CredSSP",
      6:
        "Server requires Enhanced RDP Security with TLS and certificate-based client authentication",
    ]
    static let fastpathAction: ValueNames = [
      0: "Fastpath", 3: "X224",
    ]
  }
}
