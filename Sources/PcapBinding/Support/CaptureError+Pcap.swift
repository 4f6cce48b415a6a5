import CPcap
import PacketCore

extension CaptureError {
  /// There is no interface called `name`.
  static func noSuchInterface(_ name: String, existing: [String]) -> CaptureError {
    let list = existing.joined(separator: ", ")
    return CaptureError(
      .noSuchInterface, "there is no interface \"\(name)\"",
      advice: list.isEmpty ? "This machine has none." : "There are: \(list)")
  }

  /// What `status`, the result of a call on `pcap` for interface `name`, means.
  static func pcap(_ status: CInt, _ pcap: OpaquePointer, _ name: String) -> CaptureError {
    let detail = unsafe String(cString: pcap_geterr(pcap))
    let general = unsafe String(cString: pcap_statustostr(status))
    let message = "\(name): \(status == PCAP_ERROR || detail.isEmpty ? detail : general)"
    switch status {
    case PCAP_ERROR_NO_SUCH_DEVICE:
      return .noSuchInterface(name, existing: (try? NetworkInterface.all())?.map(\.name) ?? [])
    case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
      return permission(name, status, detail: detail)
    case PCAP_ERROR_RFMON_NOTSUP, PCAP_ERROR_NOT_RFMON, PCAP_ERROR_CANTSET_TSTAMP_TYPE,
      PCAP_ERROR_TSTAMP_PRECISION_NOTSUP:
      return CaptureError(.unsupported, message)
    case PCAP_ERROR_IFACE_NOT_UP:
      return CaptureError(
        .interfaceGone, "\(name): the interface is not up",
        advice: "Bring it up with: sudo ip link set \(name) up")
    default:
      return CaptureError(.system, message)
    }
  }

  private static func permission(_ name: String, _ status: CInt, detail: String) -> CaptureError {
    if let existing = try? NetworkInterface.all().map(\.name), !existing.contains(name) {
      return .noSuchInterface(name, existing: existing)
    }
    let missing = Privileges.missing(forPromiscuous: status == PCAP_ERROR_PROMISC_PERM_DENIED)
    var message = "no permission to capture on \(name)"
    if !missing.isEmpty { message += ": the process lacks \(missing.joined(separator: " and "))" }
    if !detail.isEmpty { message += " (\(detail))" }
    return CaptureError(.permissionDenied, message, advice: Privileges.advice)
  }
}
