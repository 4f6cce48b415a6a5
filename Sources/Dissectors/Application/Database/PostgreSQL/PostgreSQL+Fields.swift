public import PacketCore

extension PostgreSQL {
  private static func part(
    _ name: String, _ label: String, _ type: FieldType, _ wanted: Part
  ) -> Field<PostgreSQL> {
    Field("pgsql.\(name)", label, type) { view, context, emit in
      let fromClient = isFromClient(context)
      view.forEachMessage { message in
        view.forEachPart(of: message, fromClient: fromClient) { part, place in
          if part == wanted { emit(view.bytes.value(type, in: place), place) }
        }
      }
    }
  }

  private static func error(_ name: String, _ label: String, _ letter: Unicode.Scalar)
    -> Field<PostgreSQL>
  {
    part(name, label, .text, .error(UInt8(ascii: letter)))
  }

  public static let fields: [Field<PostgreSQL>] = messageFields + partFields + errorFields

  private static let messageFields: [Field<PostgreSQL>] = [
    Field("pgsql.type", "Type", .text) { view, context, emit in
      let fromClient = isFromClient(context)
      view.forEachMessage { message in
        let code = view.bytes.bigEndian(UInt32.self, at: message.body)
        emit(
          .string(name(of: message.kind, code: code, fromClient: fromClient)),
          message.start..<message.lengthPlace)
      }
    },
    Field("pgsql.length", "Length", .decimal(32)) { view, emit in
      view.forEachMessage { message in
        let place = message.lengthPlace..<message.body
        emit(.unsigned(view.bytes.bits(in: place)), place)
      }
    },
    Field("pgsql.frontend", "Frontend", .boolean) { view, context, emit in
      let fromClient = isFromClient(context)
      view.forEachMessage { emit(.boolean(fromClient), $0.start..<$0.start) }
    },
  ]

  private static let partFields: [Field<PostgreSQL>] = [
    part("version_major", "Protocol major version", .decimal(16), .versionMajor),
    part("version_minor", "Protocol minor version", .decimal(16), .versionMinor),
    part("parameter_name", "Parameter name", .text, .parameterName),
    part("parameter_value", "Parameter value", .text, .parameterValue),
    part("query", "Query", .text, .query),
    part("password", "Password", .text, .password),
    part("authtype", "Authentication type", .decimal(32), .authentication).named([
      0: "Success", 1: "Kerberos V4", 2: "Kerberos V5", 3: "Plaintext password",
      4: "crypt()ed password", 5: "MD5 password", 6: "SCM credentials", 7: "GSSAPI",
      8: "GSSAPI/SSPI continue", 9: "SSPI", 10: "SASL", 11: "SASL continue", 12: "SASL complete",
    ]),
    part("salt", "Salt value", .bytes, .salt),
    part("auth.sasl.mech", "SASL authentication mechanism", .text, .mechanism),
    part("statement", "Statement", .text, .statement),
    part("portal", "Portal", .text, .portal),
    part("returns", "Returns", .decimal(32), .returns),
    part("tag", "Tag", .text, .tag),
    part("status", "Status", .decimal(8), .status).named([
      0x45: "In a failed transaction", 0x49: "Idle", 0x54: "In a transaction",
    ]),
    part("copydata", "Copy data", .bytes, .copyData),
    part("pid", "PID", .decimal(32), .pid),
    part("key", "Key", .decimal(32), .key),
    part("condition", "Condition", .text, .condition),
    part("text", "Text", .text, .text),
    part("field.count", "Field count", .decimal(16), .count),
    part("col.name", "Column name", .text, .columnName),
    part("oid.table", "Table OID", .decimal(32), .tableOID),
    part("col.index", "Column index", .decimal(32), .columnIndex),
    part("oid.type", "Type OID", .decimal(32), .typeOID),
    part("val.length", "Column length", .signed(bits: 32), .length),
    part("val.data", "Data", .bytes, .data),
    part("col.typemod", "Type modifier", .signed(bits: 32), .modifier),
    part("format", "Format", .decimal(16), .format).named([0: "Text", 1: "Binary"]),
  ]

  /// The parts of an error or a notice
  /// ([Error and Notice Message Fields](https://www.postgresql.org/docs/current/protocol-error-fields.html)).
  private static let errorFields: [Field<PostgreSQL>] = [
    error("severity", "Severity", "S"), error("code", "Code", "C"),
    error("message", "Message", "M"), error("detail", "Detail", "D"), error("hint", "Hint", "H"),
    error("position", "Position", "P"), error("internal_position", "Position (Internal)", "p"),
    error("internal_query", "Query (Internal)", "q"), error("where", "Context", "W"),
    error("schema_name", "Schema", "s"), error("table_name", "Table", "t"),
    error("column_name", "Column", "c"), error("type_name", "Type", "d"),
    error("constraint_name", "Constraint", "n"), error("file", "File", "F"),
    error("line", "Line", "L"), error("routine", "Routine", "R"),
  ]
}
