import PacketCore

extension NTLMSSP {
  /// What numbers are called.
  enum Names {
    static let messagetype: ValueNames = [
      1: "NTLMSSP_NEGOTIATE", 2: "NTLMSSP_CHALLENGE", 3: "NTLMSSP_AUTH", 4: "NTLMSSP_UNKNOWN",
    ]
    static let challengeTargetInfoItemType: ValueNames = [
      0: "End of list", 1: "NetBIOS computer name", 2: "NetBIOS domain name",
      3: "DNS computer name", 4: "DNS domain name", 5: "DNS tree name", 6: "Flags", 7: "Timestamp",
      8: "Restrictions", 9: "Target Name", 0xa: "Channel Bindings",
    ]
  }
}
