import PacketCore

extension ByteWriter {
  /// Writes the number of the next layer over a field that was left zero.
  mutating func fill<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type, at offset: Int, _ registers: Binding.Register..., from place: LayerPlace
  ) {
    guard place.filling.contains(.numbers), isZero(offset..<offset + MemoryLayout<T>.size) else {
      return
    }
    for register in registers {
      guard let number = place.number(register) else { continue }
      return patch(T(truncatingIfNeeded: number), at: offset)
    }
  }

  private func isZero(_ range: Range<Int>) -> Bool {
    range.upperBound <= count && bytes[range].allSatisfy { $0 == 0 }
  }

  /// Writes the number of bytes from an offset to the end.
  ///
  /// - Throws: ``PacketCore/EncodeError`` when it does not fit 16 bits.
  mutating func fillLength(
    at offset: Int, from start: Int, _ place: LayerPlace, _ id: ProtocolID, _ field: FieldName
  ) throws(EncodeError) {
    guard place.filling.contains(.lengths) else { return }
    guard let length = UInt16(exactly: count - start) else {
      throw EncodeError(protocolID: id, field: field)
    }
    patch(length, at: offset)
  }

  /// Writes the Internet checksum over bytes to the end, or as many as are given.
  mutating func fillChecksum(at offset: Int, from start: Int, count length: Int = .max) {
    patch(0 as UInt16, at: offset)
    let value = withBytes { bytes in
      var sum = InternetChecksum()
      sum.add(bytes.slice(from: start, count: length))
      return sum.value
    }
    patch(value, at: offset)
  }

  /// Writes a transport checksum, which covers the addresses of the IP packet around too; nothing
  /// when there is none, or it is a fragment.
  ///
  /// - Parameters:
  ///   - number: The transport's protocol number.
  ///   - length: Bytes covered; to the end when nil.
  ///   - zero: What stands for a checksum of zero, which UDP takes for none.
  mutating func fillTransportChecksum(
    at offset: Int, _ place: LayerPlace, protocol number: UInt8, count length: Int? = nil,
    zero: UInt16 = 0
  ) {
    guard let network = place.network else { return }
    let given =
      (bytes.indices.contains(offset + 1))
      ? UInt16(bytes[offset]) << 8 | UInt16(bytes[offset + 1]) : 0
    patch(0 as UInt16, at: offset)
    let start = place.start
    let value: UInt16? = withBytes { bytes in
      let packet = bytes.slice(from: network)
      guard
        let pseudo = PseudoHeader(packet, transportOffset: start - network, isCut: false),
        !pseudo.isFragment
      else { return nil }
      let transport = packet.slice(from: start - network)
      var sum = pseudo.sum(protocol: number, length: transport.byteCount)
      sum.add(transport.slice(from: 0, count: length ?? .max))
      return sum.value
    }
    patch(value.map { $0 == 0 ? zero : $0 } ?? given, at: offset)
  }

  /// Appends bytes and zeros, so that they end at a multiple of `multiple` counted from `start`.
  mutating func append(padding bytes: [UInt8], to multiple: Int, from start: Int) {
    append(contentsOf: bytes)
    append(zeros: (multiple - (count - start) % multiple) % multiple)
  }

  mutating func append(_ address: MACAddress) {
    append(UInt16(truncatingIfNeeded: address.rawValue >> 32))
    append(UInt32(truncatingIfNeeded: address.rawValue))
  }

  mutating func append(_ address: IPv6Address) {
    append(address.high)
    append(address.low)
  }
}
