import Packets

extension Options {
  private static let plain = "2DghIlLnpPqQvVx"
  private static let valued = "abBcCdeEfFGiHjJKMNoORrsStTuUwWXyYzA"

  private static let long: [OptionScanner.LongOption] =
    [
      ("help", "h"), ("version", "v"), ("list-interfaces", "D"), ("list-data-link-types", "L"),
      ("no-promiscuous-mode", "p"), ("monitor-mode", "I"), ("print", "P"),
    ].map { OptionScanner.LongOption(name: $0.0, letter: $0.1, takesValue: false) }
    + [
      ("autostop", "a"), ("buffer-size", "B"), ("capture-comment", "A"), ("display-filter", "Y"),
      ("interface", "i"), ("linktype", "y"), ("read-file", "r"), ("read-filter", "R"),
      ("ring-buffer", "b"), ("snapshot-length", "s"),
    ].map { OptionScanner.LongOption(name: $0.0, letter: $0.1, takesValue: true) }

  /// - Throws: What cannot be followed, in tshark's words where it has any.
  init(_ arguments: [String]) throws(Failure) {
    var scanner = OptionScanner(
      arguments, plain: Self.plain, valued: Self.valued, long: Self.long)
    while let item = scanner.next() {
      switch item {
      case .operand(let word): operands.append(word)
      case .unknown(let name):
        throw Failure(message: "unrecognized option: \(name)", status: 1, showsUsage: true)
      case .missingValue("G"): action = .glossary("fields")
      case .missingValue(let name):
        throw Failure(message: "option requires an argument: \(name)", status: 1, showsUsage: true)
      case .option("h", _): action = .help
      case .option("v", _): action = .version
      case .option(let letter, let value?): try take(letter, value)
      case .option(let letter, nil): try take(letter)
      }
      switch action {
      case .help, .version: return
      default: break
      }
    }
    try check()
  }

  private mutating func take(_ letter: Character) throws(Failure) {
    switch letter {
    case "D": action = .listInterfaces
    case "L": action = .listLinkTypes
    case "I": change { $0.monitorMode = true }
    case "p": change { $0.promiscuous = false }
    case "l": flushesEachPacket = true
    case "q": isQuiet = true
    case "Q": (isQuiet, isSilent) = (true, true)
    case "P": printsWhileWriting = true
    case "V": showsTree = true
    case "x": showsHexDump = true
    // No names are resolved, and every file is read once.
    default: break
    }
  }

  private mutating func take(_ letter: Character, _ value: String) throws(Failure) {
    switch letter {
    case "r": readFile = value
    case "w": writeFile = value
    case "i": interfaces.append(InterfaceOptions(name: value, settings: settings))
    case "f": change { $0.filter = value }
    case "s":
      let length = try Self.number(value, "snapshot length")
      change { $0.snapLength = length == 0 ? 262_144 : Int(length) }
    case "B":
      let size = try Self.positive(value, "buffer size")
      change {
        $0.bufferSize = Int(clamping: size.multipliedReportingOverflow(by: 1 << 20).partialValue)
      }
    case "y":
      guard let type = LinkType(name: value) else {
        throw .usage("The specified data link type \"\(value)\" isn't valid")
      }
      change { $0.linkType = type }
    case "c": packetLimit = try Self.positive(value, "packet count")
    case "a": try stop.take(value, option: "-a")
    case "b":
      usesRing = true
      try ring.take(value, option: "-b")
    case "F":
      guard let type = FileType(rawValue: value) else {
        throw .usage(
          "\"\(value)\" isn't a valid capture file type\nsniff: The available capture file types "
            + "for the \"-F\" flag are:\n    pcap - Wireshark/tcpdump/... - pcap\n    nsecpcap - "
            + "Wireshark/tcpdump/... - nanosecond pcap\n    pcapng - Wireshark/... - pcapng")
      }
      fileType = type
    case "A": comment = value
    case "e": fields.append(value)
    case "E": try takeFieldOption(value)
    case "T": try takeForm(value)
    case "t": try takeTimeForm(value)
    case "u":
      guard ["s", "hms"].contains(value) else {
        throw .usage(
          "Invalid seconds type \"\(value)\"; it must be one of:\n\t\"s\"   for seconds\n"
            + "\t\"hms\" for hours, minutes and seconds")
      }
      summary.time.splitsHours = value == "hms"
    case "G": action = .glossary(value)
    case "Y", "R":
      throw .usage("Display filters aren't available; with a capture, -f takes a capture filter.")
    case "O":
      showsTree = true
      expanded += value.split(separator: ",").map(String.init)
    case "d": decodeAs.append(try DecodeAs(value))
    case "o": try Preferences.check(value)
    case "z":
      guard value == "io,phs" else {
        throw .usage("Invalid -z argument \"\(value)\"; it must be one of:\n     io,phs")
      }
      countsProtocols = true
    case "j", "J", "U", "X", "K", "S":
      throw .usage("-\(letter) isn't available.")
    // Configuration, name resolution and sessions do not exist here.
    default: break
    }
  }

  /// Changes the last interface named, or those to come when there is none.
  private mutating func change(_ body: (inout LiveConfiguration) -> Void) {
    if interfaces.isEmpty {
      body(&settings)
    } else {
      body(&interfaces[interfaces.count - 1].settings)
    }
  }
}

// Values.
extension Options {
  static func number(_ text: String, _ what: String) throws(Failure) -> UInt64 {
    if text.hasPrefix("-"), Int64(text) != nil {
      throw .usage("The specified \(what) \"\(text)\" is a negative number")
    }
    guard !text.isEmpty, text.utf8.allSatisfy({ 48...57 ~= $0 }) else {
      throw .usage("The specified \(what) \"\(text)\" isn't a decimal number")
    }
    guard let number = UInt64(text), number <= UInt64(Int32.max) else {
      throw .usage(
        "The specified \(what) \"\(text)\" is too large (greater than \(Int32.max))")
    }
    return number
  }

  static func positive(_ text: String, _ what: String) throws(Failure) -> UInt64 {
    let number = try number(text, what)
    guard number > 0 else { throw .usage("The specified \(what) is zero") }
    return number
  }

  private mutating func takeForm(_ value: String) throws(Failure) {
    switch value {
    case "text": form = .text
    case "tabs": (form, summary.separator) = (.text, UInt8(ascii: "\t"))
    case "fields": form = .fields
    case "json": form = .json
    case "ek": form = .lines
    case "pdml", "psml", "ps", "jsonraw":
      throw .usage("-T \(value) isn't available; -T fields, json, ek, text and tabs are.")
    default:
      throw .usage(
        """
        Invalid -T parameter "\(value)"; it must be one of:
        \t"fields"  The values of fields specified with the -e option, in a form
        \t          specified by the -E option.
        \t"json"    JSON, one object for all packets, with every field.
        \t"ek"      JSON, two lines for each packet, for Elasticsearch's bulk interface.
        \t"text"    Text of a human-readable one-line summary of each of the packets.
        \t          (This is the default)
        \t"tabs"    Similar to the text report except that each column of the
        \t          human-readable one-line summary is delimited with an ASCII
        \t          horizontal tab character.
        """)
    }
  }

  private mutating func takeTimeForm(_ value: String) throws(Failure) {
    let parts = value.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if let name = parts.first, !name.isEmpty {
      guard let form = TimeColumn.Form(rawValue: String(name)) else {
        throw .usage(
          """
          Invalid time stamp type "\(value)"; it must be one of:
          \t"a"    for absolute
          \t"ad"   for absolute with YYYY-MM-DD date
          \t"adoy" for absolute with YYYY/DOY date
          \t"d"    for delta
          \t"dd"   for delta displayed
          \t"e"    for epoch
          \t"r"    for relative
          \t"u"    for absolute UTC
          \t"ud"   for absolute UTC with YYYY-MM-DD date
          \t"udoy" for absolute UTC with YYYY/DOY date
          """)
      }
      summary.time.form = form
    }
    if parts.count == 2 {
      guard let digits = Int(parts[1]), 0...9 ~= digits else {
        throw .usage("Invalid time stamp precision \"\(parts[1])\"; it must be 0 to 9.")
      }
      summary.time.digits = digits
    }
  }

  private mutating func takeFieldOption(_ text: String) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let value = parts.count == 2 ? String(parts[1]) : ""
    switch (parts[0], value) {
    case ("header", "y"), ("header", "n"): showsHeader = value == "y"
    case ("bom", "y"), ("bom", "n"): showsByteOrderMark = value == "y"
    case ("separator", _) where !value.isEmpty: line.separator = Self.character(value)
    case ("aggregator", _) where !value.isEmpty: line.aggregator = Self.character(value)
    case ("occurrence", "f"): line.occurrence = .first
    case ("occurrence", "l"): line.occurrence = .last
    case ("occurrence", "a"): line.occurrence = .all
    case ("quote", "d"): line.quote = UInt8(ascii: "\"")
    case ("quote", "s"): line.quote = UInt8(ascii: "'")
    case ("quote", "n"): line.quote = nil
    default:
      throw .usage(
        "\"\(text)\" is not a valid field output option=value pair.\n" + Usage.fieldOptions)
    }
  }

  private static func character(_ text: String) -> UInt8 {
    switch text {
    case "/t": UInt8(ascii: "\t")
    case "/s": UInt8(ascii: " ")
    default: text.utf8.first ?? UInt8(ascii: ",")
    }
  }
}

extension Options.Limits {
  mutating func take(_ text: String, option: String) throws(Failure) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      throw .usage("Invalid or unknown \(option) flag \"\(text)\"")
    }
    let value = String(parts[1])
    switch parts[0] {
    case "duration":
      guard let seconds = Double(value), seconds > 0, seconds < 1e9 else {
        throw .usage("The specified autostop duration \"\(value)\" isn't a positive number")
      }
      duration = .seconds(seconds)
    case "filesize": fileSize = try Options.positive(value, "file size") * 1000
    case "files": files = Int(try Options.positive(value, "number of files"))
    case "packets": packets = try Options.positive(value, "packet count")
    case "interval" where option == "-b":
      interval = Int(try Options.positive(value, "interval"))
    default: throw .usage("Invalid or unknown \(option) flag \"\(parts[0])\"")
    }
  }
}

// What options say together.
extension Options {
  private mutating func check() throws(Failure) {
    let isReading = readFile != nil
    if isReading,
      settings.filter != nil || interfaces.contains(where: { $0.settings.filter != nil })
    {
      throw .usage(
        "Only read filters, not capture filters, can be specified when reading a capture file.")
    }
    if isReading, !operands.isEmpty {
      throw .usage("Display filters aren't available: \"\(operands.joined(separator: " "))\"")
    }
    if form == .fields, fields.isEmpty {
      throw .usage("\"-Tfields\" was specified, but no fields were specified with \"-e\".")
    }
    if form != .fields, !fields.isEmpty {
      throw .usage(
        "Output fields were specified with \"-e\", but \"-Tek, -Tfields, -Tjson or -Tpdml\" was "
          + "not specified.")
    }
    if usesRing { try checkRing(isReading) }
    if !operands.isEmpty { try takeOperands() }
    if let limit = stop.packets { packetLimit = min(limit, packetLimit ?? .max) }
    printsPackets = !isQuiet && (writeFile == nil || printsWhileWriting)
  }

  private func checkRing(_ isReading: Bool) throws(Failure) {
    if isReading {
      throw .usage("Multiple capture files requested, but a capture isn't being done.")
    }
    guard let writeFile else {
      throw .usage(
        "Multiple capture files requested, but the capture isn't being saved to a file.")
    }
    if writeFile == "-" {
      throw .usage("Multiple capture files requested, but the capture is being written to stdout.")
    }
    if ring.duration == nil, ring.fileSize == nil, ring.packets == nil, ring.interval == nil {
      throw .usage(
        "Multiple capture files requested, but no maximum capture file size, duration, interval or "
          + "packets were specified.")
    }
  }

  private mutating func takeOperands() throws(Failure) {
    if settings.filter != nil || interfaces.contains(where: { $0.settings.filter != nil }) {
      throw .usage(
        "A default capture filter was specified both with \"-f\" and with additional command-line "
          + "arguments.")
    }
    let filter = operands.joined(separator: " ")
    settings.filter = filter
    for index in interfaces.indices { interfaces[index].settings.filter = filter }
  }
}
