import Packets

extension Program {
  /// `-D`
  static func listInterfaces() throws(Failure) {
    do throws(CaptureError) {
      for (index, interface) in try NetworkInterface.all().enumerated() {
        let text = interface.isLoopback ? "Loopback" : interface.description
        print("\(index + 1). \(interface.name)" + (text.map { " (\($0))" } ?? ""))
      }
    } catch {
      throw .usage(error.description)
    }
  }

  /// `-L`
  static func listLinkTypes(_ options: Options) throws(Failure) {
    do throws(CaptureError) {
      var names: [String] = []
      for interface in options.interfaces { names.append(try resolve(interface.name)) }
      if names.isEmpty { names = [try NetworkInterface.standard().name] }
      for name in names {
        let types = try NetworkInterface.named(name).linkTypes()
        print("Data link types of interface \(name) (use option -y to set):")
        for type in types { print("  \(type.name ?? "\(type.rawValue)") (\(type.description))") }
      }
    } catch {
      throw .usage(error.description)
    }
  }

  /// `-G`
  static func list(_ what: String) throws(Failure) {
    let table = DissectorTable.standard
    switch what {
    case "protocols":
      for entry in table.entries { print("\(entry.title)\t\(entry.id)\t\(entry.id)") }
    case "fields":
      print("P\tFrame\tframe")
      for field in FrameField.all {
        list(field.name, field.label, field.type, "frame", mask: nil)
      }
      for entry in table.entries {
        print("P\t\(entry.title)\t\(entry.id)")
        for field in entry.fields {
          list(
            field.name, field.label, field.type, entry.id.description, mask: field.mask)
        }
      }
    case "specifications":
      for entry in table.entries {
        print("\(entry.id)\t\(entry.title)\t\(entry.specification)")
      }
    case "values":
      for entry in table.entries {
        for field in entry.fields {
          for (number, name) in field.names?.all ?? [] {
            print("V\t\(field.name)\t\(number)\t\(name)")
          }
        }
      }
    default: throw .usage("-G \(what) isn't available; -G fields, protocols and values are.")
    }
  }

  /// A line of `tshark -G fields`: name, abbreviation, type, protocol, base, bit mask and remark.
  private static func list(
    _ name: String, _ label: String, _ type: FieldType, _ protocolName: String, mask: UInt64?
  ) {
    let mask = String(mask ?? 0, radix: 16)
    print(
      "F\t\(label)\t\(name)\t\(type.wiresharkName)\t\(protocolName)\t\(type.wiresharkBase)\t0x\(mask)\t"
    )
  }
}

extension FieldType {
  /// How numbers are printed, in the glossary's words.
  fileprivate var wiresharkBase: String {
    switch self {
    case .unsigned(_, .hexadecimal): "BASE_HEX"
    case .unsigned(_, .octal): "BASE_OCT"
    case .unsigned, .signed: "BASE_DEC"
    case .boolean: "8"
    default: ""
    }
  }

  /// The type's name in Wireshark's glossary.
  fileprivate var wiresharkName: String {
    switch self {
    case .unsigned(let bits, _): "FT_UINT\(max(bits, 1) <= 8 ? 8 : (bits + 7) / 8 * 8)"
    case .signed(let bits): "FT_INT\(max(bits, 1) <= 8 ? 8 : (bits + 7) / 8 * 8)"
    case .boolean: "FT_BOOLEAN"
    case .macAddress: "FT_ETHER"
    case .ipv4Address: "FT_IPv4"
    case .ipv6Address: "FT_IPv6"
    case .bytes: "FT_BYTES"
    case .text: "FT_STRING"
    case .double: "FT_DOUBLE"
    case .absoluteTime: "FT_ABSOLUTE_TIME"
    case .relativeTime: "FT_RELATIVE_TIME"
    case .heading: "FT_NONE"
    }
  }
}
