import PacketCore

/// Where the fields stand that several commands have.
extension SMB2 {
  /// Bodies from an offset on, by command and side.
  private static func at(_ rows: (Command, Side?, Int)...) -> Field<SMB2>.Parts {
    { view, part in
      view.forEachMessage { message in
        if message.isError { return }
        for (command, side, offset) in rows where command == message.command {
          if let side, message.isResponse != (side == .response) { continue }
          let start = message.body + offset
          if start < message.end { part(start..<message.end) }
        }
      }
    }
  }

  static func asynchronous(_ isAsynchronous: Bool) -> Field<SMB2>.Parts {
    { view, part in
      view.forEachMessage { message in
        let flag = view.bytes.byte(at: message.start + 16) & 2 != 0
        if flag == isAsynchronous { part(message.start..<message.end) }
      }
    }
  }

  static let encrypted: Field<SMB2>.Parts = { view, part in
    if view.form == .encrypted { part(0..<view.bytes.byteCount) }
  }

  static let securityModes = at(
    (.negotiate, .request, 4), (.negotiate, .response, 2), (.sessionSetup, .request, 3))
  static let capabilities = at(
    (.negotiate, .request, 8), (.negotiate, .response, 24), (.sessionSetup, .request, 4))
  static let channels = at(
    (.sessionSetup, .request, 8), (.read, .request, 36), (.write, .request, 32))
  static let contextOffsets = at((.negotiate, .request, 28), (.negotiate, .response, 60))
  static let contextCounts = at((.negotiate, .request, 32), (.negotiate, .response, 6))
  static let accessMasks: Field<SMB2>.Parts = { view, part in
    at((.create, .request, 24), (.treeConnect, .response, 12))(view, part)
    maximalAccess(view) { part($0.lowerBound + 4..<$0.upperBound) }
  }
  static let attributes = at(
    (.create, .request, 28), (.create, .response, 56), (.close, .response, 56))
  static let times = at((.create, .response, 8), (.close, .response, 8))
  static let sizes = at((.create, .response, 40), (.close, .response, 40))
  static let fileOffsets = at(
    (.read, .request, 8), (.write, .request, 8), (.lock, .request, 24))
  static let remainders = at((.read, .request, 40), (.write, .request, 36))
  static let additions = at((.queryInfo, .request, 16), (.setInfo, .request, 12))
  static let fileIDs = at(
    (.create, .response, 64), (.close, .request, 8), (.flush, .request, 8), (.read, .request, 16),
    (.write, .request, 16), (.lock, .request, 8), (.ioctl, nil, 8), (.queryDirectory, .request, 8),
    (.changeNotify, .request, 8), (.queryInfo, .request, 24), (.setInfo, .request, 16))

  static let reserved: @Sendable (borrowing SMB2, (Range<Int>) -> Void) -> Void = { view, part in
    view.forEachMessage { message in
      if !message.isResponse { part(message.start + 10..<message.start + 12) }
      if message.isError { return }
      for (offset, size) in reservedPlaces(message) {
        let start = message.body + offset
        if start + size <= message.end { part(start..<start + size) }
      }
    }
  }

  private static func reservedPlaces(_ message: Message) -> [(Int, Int)] {
    switch (message.command, message.isResponse) {
    case (.negotiate, false): [(6, 2), (34, 2)]
    case (.treeConnect, true): [(3, 1)]
    case (.create, false): [(16, 8)]
    case (.create, true): [(60, 4)]
    case (.close, true): [(4, 4)]
    case (.read, true): [(12, 4), (3, 1)]
    case (.write, true), (.echo, _), (.logoff, _), (.treeDisconnect, _), (.cancel, _): [(2, 2)]
    case (.lock, true), (.flush, true): [(2, 2)]
    case (.flush, false): [(2, 6)]
    case (.ioctl, false): [(2, 2), (52, 4)]
    case (.ioctl, true): [(2, 2), (44, 4)]
    case (.queryInfo, false): [(10, 2)]
    default: []
    }
  }

  /// MS-SMB2 §2.2.3: two bytes each.
  static let dialects: Field<SMB2>.Parts = { view, part in
    body(.negotiate, of: .request)(view) { body in
      let count = Int(view.bytes.littleEndian(UInt16.self, at: body.lowerBound + 2))
      var start = body.lowerBound + 36
      for _ in 0..<count where start + 2 <= body.upperBound {
        part(start..<start + 2)
        start += 2
      }
    }
    at((.negotiate, .response, 4))(view, part)
  }

  static let locks: Field<SMB2>.Parts = { view, part in
    body(.lock, of: .request)(view) { body in
      let count = Int(view.bytes.littleEndian(UInt16.self, at: body.lowerBound + 2))
      var start = body.lowerBound + 24
      for _ in 0..<count where start + 24 <= body.upperBound {
        part(start..<start + 24)
        start += 24
      }
    }
  }

  /// Questions for, and settings of, a class of information; of every class when none is given.
  static func infoRequests(_ infoClass: UInt8? = nil) -> Field<SMB2>.Parts {
    { view, part in
      view.forEachMessage { message in
        guard !message.isResponse, message.command == .queryInfo || message.command == .setInfo
        else { return }
        if infoClass == nil || view.bytes.byte(at: message.body + 2) == infoClass {
          part(message.body..<message.end)
        }
      }
    }
  }
}

/// Negotiate contexts (MS-SMB2 §2.2.3.1).
extension SMB2 {
  static func negotiateContexts(_ kind: UInt16? = nil) -> Field<SMB2>.Parts {
    { view, part in
      let bytes = view.bytes
      view.forEachMessage { message in
        guard message.command == .negotiate, !message.isError else { return }
        let place = message.body + (message.isResponse ? 60 : 28)
        let countPlace = message.body + (message.isResponse ? 6 : 32)
        if message.isResponse, bytes.littleEndian(UInt16.self, at: message.body + 4) != 0x311 {
          return
        }
        let offset = Int(bytes.littleEndian(UInt32.self, at: place))
        guard offset >= Self.headerLength else { return }
        var start = message.start + offset
        for _ in 0..<bytes.littleEndian(UInt16.self, at: countPlace) {
          guard start + 8 <= message.end else { return }
          let end = start + 8 + Int(bytes.littleEndian(UInt16.self, at: start + 2))
          if kind == nil || bytes.littleEndian(UInt16.self, at: start) == kind {
            part(start..<Swift.min(end, message.end))
          }
          start = message.start + (end - message.start + 7) & ~7
        }
      }
    }
  }

  /// The numbers in a context whose count its first two bytes tell.
  static func algorithms(_ kind: UInt16, at offset: Int) -> Field<SMB2>.Parts {
    { view, part in
      negotiateContexts(kind)(view) { context in
        var start = context.lowerBound + offset
        for _ in 0..<view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 8) {
          guard start + 2 <= context.upperBound else { return }
          part(start..<start + 2)
          start += 2
        }
      }
    }
  }

  static let hashAlgorithms: Field<SMB2>.Parts = algorithms(1, at: 12)

  static let salts: Field<SMB2>.Parts = { view, part in
    negotiateContexts(1)(view) { context in
      let count = Int(view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 8))
      let length = Int(view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 10))
      let start = context.lowerBound + 12 + 2 * count
      if length > 0, start + length <= context.upperBound { part(start..<start + length) }
    }
  }

  static let networkNames: Field<SMB2>.Parts = { view, part in
    negotiateContexts(5)(view) { part($0.lowerBound + 8..<$0.upperBound) }
  }
}

/// Create contexts (MS-SMB2 §2.2.13.2) and leases.
extension SMB2 {
  /// Contexts with this name of four letters; all when it is nil.
  static func createContexts(_ name: UInt32? = nil) -> Field<SMB2>.Parts {
    { view, part in
      let bytes = view.bytes
      content(.contexts)(view) { place in
        var start = place.lowerBound
        while start + 16 <= place.upperBound {
          let next = Int(bytes.littleEndian(UInt32.self, at: start))
          let isLast = next < 16 || next > place.upperBound - start
          let end = isLast ? place.upperBound : start + next
          let nameStart = start + Int(bytes.littleEndian(UInt16.self, at: start + 4))
          if name == nil || bytes.bigEndian(UInt32.self, at: nameStart) == name {
            part(start..<end)
          }
          if isLast { return }
          start = end
        }
      }
    }
  }

  static let contextNames: @Sendable (borrowing SMB2, (Range<Int>) -> Void) -> Void = {
    view, part in
    createContexts()(view) { context in
      let start =
        context.lowerBound
        + Int(view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 4))
      let end = start + Int(view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 6))
      if start < end, end <= context.upperBound { part(start..<end) }
    }
  }

  /// What create contexts of this name hold.
  static func contextData(_ name: UInt32) -> Field<SMB2>.Parts {
    { view, part in
      createContexts(name)(view) { context in
        let start =
          context.lowerBound
          + Int(view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 10))
        let length = Int(view.bytes.littleEndian(UInt32.self, at: context.lowerBound + 12))
        if length > 0, start + length <= context.upperBound { part(start..<start + length) }
      }
    }
  }

  static let anyContextData: Field<SMB2>.Parts = { view, part in
    createContexts()(view) { context in
      let start =
        context.lowerBound
        + Int(view.bytes.littleEndian(UInt16.self, at: context.lowerBound + 10))
      let length = Int(view.bytes.littleEndian(UInt32.self, at: context.lowerBound + 12))
      if start + length <= context.upperBound { part(start..<start + length) }
    }
  }

  /// Where messages refer to bytes elsewhere, by offsets or lengths.
  static func emitReferences(
    _ view: borrowing SMB2, offsets: Bool, _ emit: Field<SMB2>.Emit
  ) {
    let bytes = view.bytes
    view.forEachMessage { message in
      message.forEachBlob(in: bytes) { blob in
        // One whose bytes are not all there stops Wireshark before it shows even where they are.
        guard blob.place.upperBound <= bytes.byteCount else { return }
        let place = offsets ? blob.offsetPlace : blob.lengthPlace
        emit(.unsigned(bytes.littleBits(in: place)), place)
      }
      emitContextReferences(view, of: message, offsets: offsets, emit)
    }
  }

  private static func emitContextReferences(
    _ view: borrowing SMB2, of message: Message, offsets: Bool, _ emit: Field<SMB2>.Emit
  ) {
    guard message.command == .create else { return }
    let bytes = view.bytes
    createContexts()(view) { context in
      guard message.start..<message.end ~= context.lowerBound else { return }
      for (offset, length) in [(4, 2), (10, 4)] {
        let start = context.lowerBound + offset + (offsets ? 0 : 2)
        let place = start..<start + (offsets ? 2 : length)
        emit(.unsigned(bytes.littleBits(in: place)), place)
      }
    }
  }

  /// `MxAc`: the most that a user may do, in an answer (MS-SMB2 §2.2.14.2.5).
  static let maximalAccess: Field<SMB2>.Parts = { view, part in
    contextData(0x4d78_4163)(view) { if $0.count == 8, view.isResponse { part($0) } }
  }

  /// `RqLs`: a lease that is asked for or granted (MS-SMB2 §2.2.13.2.8).
  private static let leases = contextData(0x5271_4c73)

  static func leaseBreaks(_ sizes: UInt16...) -> Field<SMB2>.Parts {
    { view, part in
      body(.oplockBreak)(view) { body in
        if sizes.contains(view.bytes.littleEndian(UInt16.self, at: body.lowerBound)) { part(body) }
      }
    }
  }

  private static func leaseParts(
    _ inLease: Int, _ inBreak: Int?, _ inAcknowledgment: Int?, _ second: Int? = nil
  ) -> Field<SMB2>.Parts {
    { view, part in
      leases(view) { place in
        if place.lowerBound + inLease < place.upperBound {
          part(place.lowerBound + inLease..<place.upperBound)
        }
      }
      for (size, offset) in [(44, inBreak), (44, second), (36, inAcknowledgment)] {
        guard let offset else { continue }
        leaseBreaks(UInt16(size))(view) { body in
          if body.lowerBound + offset < body.upperBound {
            part(body.lowerBound + offset..<body.upperBound)
          }
        }
      }
    }
  }

  static let leaseKeys = leaseParts(0, 8, 8)
  static let leaseStates = leaseParts(16, 24, 24, 28)
  static let leaseFlags = leaseParts(20, 4, 4)
  static let leaseDurations = leaseParts(24, nil, 28)

  static let oplocks: Field<SMB2>.Parts = { view, part in
    at((.create, .request, 3), (.create, .response, 2))(view, part)
    leaseBreaks(24)(view) { if $0.count > 2 { part($0.lowerBound + 2..<$0.upperBound) } }
  }
}
