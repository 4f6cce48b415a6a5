public import PacketCore

extension MySQL {
  public static let fields: [Field<MySQL>] =
    packetFields + greetingFields + capabilityFields + statusFields + loginFields + requestFields
    + answerFields + columnFields + mariaFields

  /// A value of packets, read from its last byte to its first where it is a number.
  private static func part(
    _ name: String, _ label: String, _ type: FieldType, mask: UInt64? = nil, _ wanted: Part...
  ) -> Field<MySQL> {
    let full = name.hasPrefix("mariadb.") ? name : "mysql.\(name)"
    return Field(full, label, type) { view, context, emit in
      view.forEachPacket(fromClient: isFromClient(context)) { packet in
        view.forEachPart(of: packet) { part, place in
          if wanted.contains(part) { emit(value(view.bytes, type, place, mask), place) }
        }
      }
    }
  }

  private static func value(
    _ bytes: RawSpan, _ type: FieldType, _ place: Range<Int>, _ mask: UInt64?
  ) -> FieldValue {
    switch type {
    case .unsigned: .unsigned(bytes.littleBits(in: place, mask: mask))
    case .boolean: .boolean(bytes.littleBits(in: place, mask: mask) != 0)
    default: bytes.value(type, in: place)
    }
  }

  /// A number of one to nine bytes, as its first byte tells.
  private static func lengthCoded(
    _ name: String, _ label: String, _ wanted: Part
  ) -> Field<MySQL> {
    Field("mysql.\(name)", label, .decimal(64)) { view, context, emit in
      view.forEachPacket(fromClient: isFromClient(context)) { packet in
        view.forEachPart(of: packet) { part, place in
          guard part == wanted else { return }
          let digits = place.count == 1 ? place : place.lowerBound + 1..<place.upperBound
          emit(.unsigned(view.bytes.littleBits(in: digits)), place)
        }
      }
    }
  }

  private static let packets: Field<MySQL>.Parts = { view, part in
    view.forEachPacket(fromClient: true) { part($0.start..<$0.end) }
  }

  private static let packetFields: [Field<MySQL>] = [
    .little("mysql.packet_length", "Packet Length", .decimal(24), at: 0, 3, in: packets),
    Field("mysql.packet_number", "Packet Number", .decimal(8), at: 3, 1, in: packets),
  ]

  private static let greetingFields: [Field<MySQL>] = [
    part("server_greeting", "Server Greeting", .heading, .greeting),
    part("protocol", "Protocol", .decimal(8), .protocol),
    part("version", "Version", .text, .version),
    part("thread_id", "Thread ID", .decimal(32), .threadID),
    part("salt", "Salt", .text, .salt),
    part("caps.server", "Server Capabilities", .hex(16), .serverCapabilities),
    part("server_language", "Server Language", .decimal(8), .language),
    part("server_status", "Server Status", .hex(16), .status),
    part("extcaps.server", "Extended Server Capabilities", .hex(16), .extendedServerCapabilities),
    part("auth_plugin.length", "Authentication Plugin Length", .decimal(8), .pluginLength),
    part("unused", "Unused", .bytes, .unused),
    part("salt2", "Salt", .text, .salt2),
    part("auth_plugin", "Authentication Plugin", .text, .plugin),
  ]

  private static let capabilityFields: [Field<MySQL>] = [
    part("caps.lp", "Long Password", .boolean, mask: 0x1, .serverCapabilities, .clientCapabilities),
    part("caps.fr", "Found Rows", .boolean, mask: 0x2, .serverCapabilities, .clientCapabilities),
    part(
      "caps.lf", "Long Column Flags", .boolean, mask: 0x4, .serverCapabilities, .clientCapabilities),
    part(
      "caps.cd", "Connect With Database", .boolean, mask: 0x8, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.ns", "Don't Allow database.table.column", .boolean, mask: 0x10, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.cp", "Can use compression protocol", .boolean, mask: 0x20, .serverCapabilities,
      .clientCapabilities),
    part("caps.ob", "ODBC Client", .boolean, mask: 0x40, .serverCapabilities, .clientCapabilities),
    part(
      "caps.li", "Can Use LOAD DATA LOCAL", .boolean, mask: 0x80, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.is", "Ignore Spaces before '('", .boolean, mask: 0x100, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.cu", "Speaks 4.1 protocol (new flag)", .boolean, mask: 0x200, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.ia", "Interactive Client", .boolean, mask: 0x400, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.sl", "Switch to SSL after handshake", .boolean, mask: 0x800, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.ii", "Ignore sigpipes", .boolean, mask: 0x1000, .serverCapabilities, .clientCapabilities
    ),
    part(
      "caps.ta", "Knows about transactions", .boolean, mask: 0x2000, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.rs", "Speaks 4.1 protocol (old flag)", .boolean, mask: 0x4000, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.sc", "Can do 4.1 authentication", .boolean, mask: 0x8000, .serverCapabilities,
      .clientCapabilities),
    part(
      "caps.ms", "Multiple statements", .boolean, mask: 0x1, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.mr", "Multiple results", .boolean, mask: 0x2, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.pm", "PS Multiple results", .boolean, mask: 0x4, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.pa", "Plugin Auth", .boolean, mask: 0x8, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.pm", "Plugin Auth LENENC Client Data", .boolean, mask: 0x20,
      .extendedServerCapabilities, .extendedClientCapabilities),
    part(
      "caps.ca", "Connect attrs", .boolean, mask: 0x10, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.ep", "Client can handle expired passwords", .boolean, mask: 0x40,
      .extendedServerCapabilities, .extendedClientCapabilities),
    part(
      "caps.session_track", "Session variable tracking", .boolean, mask: 0x80,
      .extendedServerCapabilities, .extendedClientCapabilities),
    part(
      "caps.deprecate_eof", "Deprecate EOF", .boolean, mask: 0x100, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.optional_metadata", "Client can hanle optional resultset metadata", .boolean,
      mask: 0x200, .extendedServerCapabilities, .extendedClientCapabilities),
    part(
      "caps.compress_zsd", "ZSTD Compression Algorithm", .boolean, mask: 0x400,
      .extendedServerCapabilities, .extendedClientCapabilities),
    part(
      "caps.query_attrs", "Query Attributes", .boolean, mask: 0x800, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.mf_auth", "Multifactor Authentication", .boolean, mask: 0x1000,
      .extendedServerCapabilities, .extendedClientCapabilities),
    part(
      "caps.cap_ext", "Capability Extension", .boolean, mask: 0x2000, .extendedServerCapabilities,
      .extendedClientCapabilities),
    part(
      "caps.unused", "Unused", .hex(16), mask: 0xc000, .extendedServerCapabilities,
      .extendedClientCapabilities),
  ]

  private static let statusFields: [Field<MySQL>] = [
    part("stat.it", "In transaction", .boolean, mask: 0x1, .status),
    part("stat.ac", "AUTO_COMMIT", .boolean, mask: 0x2, .status),
    part("stat.mu", "Multi query / Unused", .boolean, mask: 0x4, .status),
    part("stat.mr", "More results", .boolean, mask: 0x8, .status),
    part("stat.bi", "Bad index used", .boolean, mask: 0x10, .status),
    part("stat.ni", "No index used", .boolean, mask: 0x20, .status),
    part("stat.cr", "Cursor exists", .boolean, mask: 0x40, .status),
    part("stat.lr", "Last row sent", .boolean, mask: 0x80, .status),
    part("stat.dr", "Database dropped", .boolean, mask: 0x100, .status),
    part("stat.bs", "No backslash escapes", .boolean, mask: 0x200, .status),
    part("stat.mc", "Metadata changed", .boolean, mask: 0x400, .status),
    part("stat.query_was_slow", "Query was slow", .boolean, mask: 0x800, .status),
    part("stat.ps_out_params", "PS Out Params", .boolean, mask: 0x1000, .status),
    part("stat.trans_readonly", "In Trans Readonly", .boolean, mask: 0x2000, .status),
    part("stat.session_state_changed", "Session state changed", .boolean, mask: 0x4000, .status),
  ]

  private static let loginFields: [Field<MySQL>] = [
    part("login_request", "Login Request", .heading, .login),
    part("caps.client", "Client Capabilities", .hex(16), .clientCapabilities),
    part("extcaps.client", "Extended Client Capabilities", .hex(16), .extendedClientCapabilities),
    part("max_packet", "MAX Packet", .decimal(32), .maximum),
    part("charset", "Charset", .decimal(8), .charset),
    part("user", "Username", .text, .user),
    part("passwd", "Password", .bytes, .password),
    part("schema", "Schema", .text, .schema),
    part("client_auth_plugin", "Client Auth Plugin", .text, .clientPlugin),
    part("connattrs", "Connection Attributes", .heading, .attributes),
    part("connattrs.attr", "Connection Attribute", .heading, .attribute),
    part("connattrs.name", "Connection Attribute Name", .text, .name),
    part("connattrs.value", "Connection Attribute Value", .text, .value),
    lengthCoded("connattrs.length", "Connection Attributes length", .attributesLength),
    lengthCoded("connattrs.name.length", "Connection Attribute Name Length", .nameLength),
    lengthCoded("connattrs.value.length", "Connection Attribute Value Length", .valueLength),
  ]

  private static let requestFields: [Field<MySQL>] = [
    part("request", "Request Command", .heading, .request),
    part("command", "Command", .decimal(8), .command).named(Names.command),
    part("query", "Statement", .text, .query),
    part("table_name", "Table Name", .text, .table),
    part("stmt_id", "Statement ID", .decimal(32), .statementID),
    part("payload", "Payload", .bytes, .payload),
  ]

  private static let answerFields: [Field<MySQL>] = [
    part("response_code", "Response Code", .hex(8), .responseCode).named([
      0: "OK Packet", 0xfe: "EOF Packet", 0xff: "ERR Packet",
    ]),
    lengthCoded("affected_rows", "Affected Rows", .affectedRows),
    lengthCoded("insert_id", "Last INSERT ID", .insertID),
    part("warnings", "Warnings", .decimal(16), .warnings),
    part("message", "Message", .text, .message),
    part("error_code", "Error Code", .decimal(16), .errorCode),
    part("sqlstate", "SQL state", .text, .state),
    part("error.message", "Error message", .text, .errorMessage),
    part("eof", "EOF marker", .decimal(8), .end),
    lengthCoded("num_fields", "Number of fields", .fieldCount),
    part("metadata_follows", "send metadata", .decimal(8), .metadata),
  ]

  private static let columnFields: [Field<MySQL>] = [
    part("field.catalog", "Catalog", .text, .catalog),
    part("field.db", "Database", .text, .database),
    part("field.table", "Table", .text, .fieldTable),
    part("field.org_table", "Original table", .text, .originalTable),
    part("field.name", "Name", .text, .fieldName),
    part("field.org_name", "Original name", .text, .originalName),
    part("field.charsetnr", "Charset number", .decimal(16), .fieldCharset),
    part("field.length", "Length", .decimal(32), .fieldLength),
    part("field.type", "Type", .decimal(8), .fieldType).named(Names.fieldType),
    part("field.flags", "Flags", .hex(16), .fieldFlags),
    part("field.flags.not_null", "Not null", .boolean, mask: 0x1, .fieldFlags),
    part("field.flags.primary_key", "Primary key", .boolean, mask: 0x2, .fieldFlags),
    part("field.flags.unique_key", "Unique key", .boolean, mask: 0x4, .fieldFlags),
    part("field.flags.multiple_key", "Multiple key", .boolean, mask: 0x8, .fieldFlags),
    part("field.flags.blob", "Blob", .boolean, mask: 0x10, .fieldFlags),
    part("field.flags.unsigned", "Unsigned", .boolean, mask: 0x20, .fieldFlags),
    part("field.flags.zero_fill", "Zero fill", .boolean, mask: 0x40, .fieldFlags),
    part("field.flags.enum", "Enum", .boolean, mask: 0x100, .fieldFlags),
    part("field.flags.auto_increment", "Auto increment", .boolean, mask: 0x200, .fieldFlags),
    part("field.flags.timestamp", "Timestamp", .boolean, mask: 0x400, .fieldFlags),
    part("field.flags.set", "Set", .boolean, mask: 0x800, .fieldFlags),
    part("field.decimals", "Decimals", .decimal(8), .decimals),
    part("row.text", "text", .text, .text),
  ]

  /// What MariaDB has in the place of zeros
  /// ([MariaDB](https://mariadb.com/kb/en/connection/)).
  private static let mariaFields: [Field<MySQL>] =
    [
      part("mariadb.server_language", "Server Language", .decimal(8), .mariaLanguage),
      part(
        "mariadb.extcaps.server", "MariaDB Extended Server Capabilities", .hex(32),
        .mariaServerCapabilities),
      part(
        "mariadb.extcaps.client", "MariaDB Extended Client Capabilities", .hex(32),
        .mariaClientCapabilities),
      part("mariadb.charset", "Charset", .decimal(8), .mariaCharset),
    ]
    + [
      ("pr", "Progress indication", 0x1), ("cm", "Multi commands", 0x2),
      ("bo", "Bulk Operations", 0x4), ("em", "Extended metadata", 0x8),
      ("me", "Cache metadata", 0x10),
    ].map { name, label, mask in
      part(
        "mariadb.caps.\(name)", label, .boolean, mask: mask, .mariaServerCapabilities,
        .mariaClientCapabilities)
    }
}
