import Testing

@Suite("sniff's options")
struct CommandLineTests {
  @Test func helpsOnStandardOutput() throws {
    let sniff = try SniffProcess(["--help"])
    #expect(sniff.status == 0)
    #expect(sniff.errors == "")
    #expect(sniff.output.contains("Usage: sniff [options]"))
  }

  @Test func saysHowToBegin() throws {
    let sniff = try SniffProcess([])
    #expect(sniff.status == 1)
    #expect(sniff.errors.contains("sniff -r web.pcapng"))
  }

  @Test(
    "what cannot be followed is refused in tshark's words, with status 1",
    arguments: [
      ("-Z", "unrecognized option: Z"),
      ("--nonsense", "unrecognized option: --nonsense"),
      ("-r", "option requires an argument: r"),
      ("-c x", "The specified packet count \"x\" isn't a decimal number"),
      ("-c 0", "The specified packet count is zero"),
      ("-c -1", "The specified packet count \"-1\" is a negative number"),
      ("-T nonsense", "Invalid -T parameter \"nonsense\"; it must be one of:"),
      ("-r f -T fields", "\"-Tfields\" was specified, but no fields were specified with \"-e\"."),
      (
        "-r f -e ip.src",
        "Output fields were specified with \"-e\", but \"-Tek, -Tfields, -Tjson or -Tpdml\" was "
          + "not specified."
      ),
      ("-E nonsense=1", "\"nonsense=1\" is not a valid field output option=value pair."),
      ("-a nonsense:1", "Invalid or unknown -a flag \"nonsense\""),
      ("-F nonsense", "\"nonsense\" isn't a valid capture file type"),
      ("-y nonsense", "The specified data link type \"nonsense\" isn't valid"),
      ("-t nonsense", "Invalid time stamp type \"nonsense\"; it must be one of:"),
      (
        "-r f -f tcp",
        "Only read filters, not capture filters, can be specified when reading a capture file."
      ),
      ("-r f -b files:2", "Multiple capture files requested, but a capture isn't being done."),
      (
        "-b files:2",
        "Multiple capture files requested, but the capture isn't being saved to a file."
      ),
    ])
  func refuses(line: String, message: String) throws {
    let sniff = try SniffProcess(line.split(separator: " ").map(String.init))
    #expect(sniff.status == 1)
    #expect(sniff.output == "")
    #expect(sniff.errors.split(separator: "\n").first.map(String.init) == "sniff: \(message)")
  }
}
