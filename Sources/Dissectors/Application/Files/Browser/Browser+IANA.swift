import PacketCore

extension Browser {
  /// What numbers are called.
  enum Names {
    static let command: ValueNames = [
      1: "Host Announcement", 2: "Request Announcement", 8: "Browser Election Request",
      9: "Get Backup List Request", 0xa: "Get Backup List Response", 0xb: "Become Backup Browser",
      0xc: "Domain/Workgroup Announcement", 0xd: "Master Announcement",
      0xe: "Reset Browser State Announcement", 0xf: "Local Master Announcement",
    ]
    static let resetCmd: ValueNames = [
      1: "Stop being a master browser and become a backup browser",
      2: "Discard browse lists, stop being a master browser, and try again",
      4: "Stop being a master browser for ever",
    ]
  }
}
