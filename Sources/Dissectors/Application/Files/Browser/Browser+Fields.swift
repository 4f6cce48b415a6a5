import PacketCore

extension Browser {
  static let browserFields: [Field<Browser>] = [
    Field("browser.command", "Command", .hex(8), at: 0, 1, in: message)
      .named(Names.command),
    Field("browser.update_count", "Update Count", .decimal(8), at: 1, 1, in: announcement),
    .little("browser.period", "Update Periodicity", .decimal(32), at: 2, 4, in: announcement),
    Field("browser.server", "Server Name", .text, at: 0, in: servers),
    Field("browser.os_major", "OS Major Version", .decimal(8), at: 22, 1, in: announcement),
    Field("browser.os_minor", "OS Minor Version", .decimal(8), at: 23, 1, in: announcement),
    .little("browser.server_type", "Server Type", .hex(32), at: 24, 4, in: announcement),
    .little(
      "browser.server_type.workstation", "Workstation", at: 24, 4, bit: 0x1, in: announcement),
    .little("browser.server_type.server", "Server", at: 24, 4, bit: 0x2, in: announcement),
    .little("browser.server_type.sql", "SQL", at: 24, 4, bit: 0x4, in: announcement),
    .little(
      "browser.server_type.domain_controller", "Domain Controller", at: 24, 4, bit: 0x8,
      in: announcement),
    .little(
      "browser.server_type.backup_controller", "Backup Controller", at: 24, 4, bit: 0x10,
      in: announcement),
    .little("browser.server_type.time", "Time Source", at: 24, 4, bit: 0x20, in: announcement),
    .little("browser.server_type.apple", "Apple", at: 24, 4, bit: 0x40, in: announcement),
    .little("browser.server_type.novell", "Novell", at: 24, 4, bit: 0x80, in: announcement),
    .little("browser.server_type.member", "Member", at: 24, 4, bit: 0x100, in: announcement),
    .little("browser.server_type.print", "Print", at: 24, 4, bit: 0x200, in: announcement),
    .little("browser.server_type.dialin", "Dialin", at: 24, 4, bit: 0x400, in: announcement),
    .little("browser.server_type.xenix", "Xenix", at: 24, 4, bit: 0x800, in: announcement),
    .little("browser.server_type.ntw", "NT Workstation", at: 24, 4, bit: 0x1000, in: announcement),
    .little("browser.server_type.wfw", "WfW", at: 24, 4, bit: 0x2000, in: announcement),
    .little("browser.server_type.nts", "NT Server", at: 24, 4, bit: 0x8000, in: announcement),
    .little(
      "browser.server_type.browser.potential", "Potential Browser", at: 24, 4, bit: 0x10000,
      in: announcement),
    .little(
      "browser.server_type.browser.backup", "Backup Browser", at: 24, 4, bit: 0x20000,
      in: announcement),
    .little(
      "browser.server_type.browser.master", "Master Browser", at: 24, 4, bit: 0x40000,
      in: announcement),
    .little(
      "browser.server_type.browser.domain_master", "Domain Master Browser", at: 24, 4, bit: 0x80000,
      in: announcement),
    .little("browser.server_type.osf", "OSF", at: 24, 4, bit: 0x100000, in: announcement),
    .little("browser.server_type.vms", "VMS", at: 24, 4, bit: 0x200000, in: announcement),
    .little("browser.server_type.w95", "Windows 95+", at: 24, 4, bit: 0x400000, in: announcement),
    .little("browser.server_type.dfs", "DFS", at: 24, 4, bit: 0x800000, in: announcement),
    .little("browser.server_type.local", "Local", at: 24, 4, bit: 0x40000000, in: announcement),
    .little(
      "browser.server_type.domainenum", "Domain Enum", at: 24, 4, bit: 0x80000000, in: announcement),
    .little("browser.mysterious_field", "Mysterious Field", .hex(32), at: 28, 4, in: message(0x0c)),
    Field("browser.mb_server", "Master Browser Server Name", .text, at: 32, in: message(0x0c)),
    Field(
      "browser.proto_major", "Browser Protocol Major Version", .decimal(8), at: 0, 1, in: versions),
    Field(
      "browser.proto_minor", "Browser Protocol Minor Version", .decimal(8), at: 1, 1, in: versions),
    .little("browser.sig", "Signature", .hex(16), at: 30, 2, in: message(0x01, 0x0f)),
    Field("browser.comment", "Host Comment", .text, at: 32, in: message(0x01, 0x0f)),
    Field("browser.unused", "Unused flags", .hex(8), at: 1, 1, in: message(0x02)),
    Field(
      "browser.response_computer_name", "Response Computer Name", .text, at: 2, in: message(0x02)),
    Field("browser.election.version", "Election Version", .decimal(8), at: 1, 1, in: message(0x08)),
    .little(
      "browser.election.criteria", "Election Criteria", .hex(32), at: 2, 4, in: message(0x08)),
    Field("browser.election.desire", "Election Desire", .hex(8), at: 2, 1, in: message(0x08)),
    Field("browser.election.desire.backup", "Backup", at: 2, 1, bit: 0x1, in: message(0x08)),
    Field("browser.election.desire.standby", "Standby", at: 2, 1, bit: 0x2, in: message(0x08)),
    Field("browser.election.desire.master", "Master", at: 2, 1, bit: 0x4, in: message(0x08)),
    Field(
      "browser.election.desire.domain_master", "Domain Master", at: 2, 1, bit: 0x8,
      in: message(0x08)),
    Field("browser.election.desire.wins", "WINS", at: 2, 1, bit: 0x20, in: message(0x08)),
    Field("browser.election.desire.nt", "NT", at: 2, 1, bit: 0x80, in: message(0x08)),
    Field("browser.election.os", "Election OS", .hex(8), at: 5, 1, in: message(0x08)),
    Field("browser.election.os.wfw", "WfW", at: 5, 1, bit: 0x1, in: message(0x08)),
    Field("browser.election.os.ntw", "NT Workstation", at: 5, 1, bit: 0x10, in: message(0x08)),
    Field("browser.election.os.nts", "NT Server", at: 5, 1, bit: 0x20, in: message(0x08)),
    .little("browser.uptime", "Uptime", .decimal(32), at: 6, 4, in: message(0x08)),
    Field(
      "browser.backup.count", "Backup List Requested Count", .decimal(8), at: 1, 1,
      in: message(0x09, 0x0a)),
    .little(
      "browser.backup.token", "Backup Request Token", .decimal(32), at: 2, 4,
      in: message(0x09, 0x0a)),
    Field("browser.browser_to_promote", "Browser to Promote", .text, at: 1, in: message(0x0b)),
    Field("browser.reset_cmd", "ResetBrowserState Command", .hex(8), at: 1, 1, in: message(0x0e))
      .named(Names.resetCmd),
    Field("browser.reset_cmd.demote", "Demote LMB", at: 1, 1, bit: 0x1, in: message(0x0e)),
    Field("browser.reset_cmd.flush", "Flush Browse List", at: 1, 1, bit: 0x2, in: message(0x0e)),
    Field("browser.reset_cmd.stop_lmb", "Stop Being LMB", at: 1, 1, bit: 0x4, in: message(0x0e)),
  ]
}
