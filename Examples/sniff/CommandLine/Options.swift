import Packets

/// What the command line asks for.
struct Options {
  enum Action { case capture, listInterfaces, listLinkTypes, help, version, glossary(String) }

  var action = Action.capture
  /// `-` for standard input; nil to capture.
  var readFile: String?
  /// In the order of the command line, each with the settings in force.
  var interfaces: [InterfaceOptions] = []
  /// For the interfaces that follow on the command line.
  var settings = LiveConfiguration()
  /// Words after the options: a capture filter, or a display filter when a file is read.
  var operands: [String] = []

  var packetLimit: UInt64?
  var stop = Limits()
  var ring = Limits()
  var usesRing = false

  /// `-` for standard output; nil not to write.
  var writeFile: String?
  var fileType = FileType.pcapng
  var comment: String?

  var printsPackets = true
  /// `-P`: also when packets are written.
  var printsWhileWriting = false
  /// `-l`
  var flushesEachPacket = false
  /// `-q`: nothing on standard output, no counter.
  var isQuiet = false
  /// `-Q`: no messages but errors.
  var isSilent = false

  var form = Form.text
  var summary = SummaryStyle()
  var fields: [String] = []
  var line = FieldLineStyle()
  var showsHeader = false
  var showsByteOrderMark = false

  /// `-V` or `-O`: trees.
  var showsTree = false
  /// `-O`: the protocols whose fields are shown; all when empty.
  var expanded: [String] = []
  /// `-x`
  var showsHexDump = false
  /// `-P`: summaries beside trees and dumps.
  var showsSummary: Bool { printsWhileWriting || !showsTree && !showsHexDump }
  /// `-d`
  var decodeAs: [DecodeAs] = []
  /// `-z io,phs`
  var countsProtocols = false

  enum Form { case text, fields, json, lines }
  enum FileType: String { case pcap, pcapng, nsecpcap }

  struct InterfaceOptions {
    var name: String
    var settings: LiveConfiguration
  }

  /// When to stop, or to go on to the next file.
  struct Limits {
    var duration: Duration?
    /// In bytes.
    var fileSize: UInt64?
    var files: Int?
    var packets: UInt64?
    /// In whole seconds of the clock.
    var interval: Int?
  }
}
