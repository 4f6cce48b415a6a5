public import PacketCore

extension DNP3 {
  public static let fields: [Field<DNP3>] =
    linkFields + applicationFields + indicationFields + objectFields + flagFields + valueFields

  static let linkFields: [Field<DNP3>] = [
    Field("dnp3.start", "Start Bytes", .hex(16), at: 0, 2, in: headers),
    Field("dnp3.len", "Length", .decimal(8), at: 2, 1, in: headers),
    Field("dnp3.ctl", "Control", .hex(8), at: 3, 1, in: headers),
    Field("dnp3.ctl.dir", "Direction", at: 3, 1, bit: 0x80, in: headers),
    Field("dnp3.ctl.prm", "Primary", at: 3, 1, bit: 0x40, in: headers),
    Field("dnp3.ctl.fcb", "Frame Count Bit", at: 3, 1, bit: 0x20, in: headers(primary: true)),
    Field("dnp3.ctl.fcv", "Frame Count Valid", at: 3, 1, bit: 0x10, in: headers(primary: true)),
    Field("dnp3.ctl.dfc", "Data Flow Control", at: 3, 1, bit: 0x10, in: headers(primary: false)),
    Field(
      "dnp3.ctl.prifunc", "Control Function Code", .decimal(8), at: 3, 1, mask: 15,
      in: headers(primary: true)
    ).named(Names.ctlPrifunc),
    Field(
      "dnp3.ctl.secfunc", "Control Function Code", .decimal(8), at: 3, 1, mask: 15,
      in: headers(primary: false)
    ).named(Names.ctlSecfunc),
    .little("dnp3.dst", "Destination", .decimal(16), at: 4, 2, in: headers),
    .little("dnp3.src", "Source", .decimal(16), at: 6, 2, in: headers),
    .little("dnp3.addr", "Address", .decimal(16), at: 0, 2, hidden: true, in: addresses),
    .little("dnp3.hdr.CRC", "Data Link Header checksum", .hex(16), at: 8, 2, in: headers),
    Field("dnp.hdr.CRC.status", "Data Link Header Checksum Status", .decimal(8)) { view, emit in
      headers(view) { emitStatus(view, $0.lowerBound..<$0.lowerBound + 8, emit) }
    }.named(Names.status),
    Field("dnp.data_chunk", "Data Chunk", .bytes) { view, emit in
      chunks(view) { emit(.bytes, $0) }
    },
    Field("dnp.data_chunk_len", "Data Chunk length", .decimal(16)) { view, emit in
      chunks(view) { emit(.unsigned(UInt64($0.count)), $0) }
    },
    .little("dnp.data_chunk.CRC", "Data Chunk checksum", .hex(16), at: 0, 2, in: chunkChecksums),
    Field("dnp.data_chunk.CRC.status", "Data Chunk Checksum Status", .decimal(8)) { view, emit in
      chunks(view) { emitStatus(view, $0, emit) }
    }.named(Names.status),
  ]

  static let applicationFields: [Field<DNP3>] = [
    Field("dnp3.tr.ctl", "Transport Control", .hex(8), at: 0, 1, in: transports),
    Field("dnp3.tr.fin", "Final", at: 0, 1, bit: 0x80, in: transports),
    Field("dnp3.tr.fir", "First", at: 0, 1, bit: 0x40, in: transports),
    Field("dnp3.tr.seq", "Sequence", .decimal(8), at: 0, 1, mask: 0x3f, in: transports),
    .heading("dnp3.al.fragments", "DNP 3.0 AL Fragments", in: applications),
    Field("dnp3.al.fragment.count", "Fragment count", .decimal(32)) { view, emit in
      applications(view) { emit(.unsigned(1), $0) }
    },
    Field("dnp3.al.fragment.reassembled.length", "Reassembled DNP length", .decimal(32)) {
      view, emit in
      view.forEachFrame { frame in
        if frame.isWhole {
          emit(.unsigned(UInt64(frame.count - 1)), frame.places(1, frame.count - 1))
        }
      }
    },
    Field("dnp3.al.ctl", "Application Control", .hex(8), at: 0, 1, in: applications),
    Field("dnp3.al.fir", "First", at: 0, 1, bit: 0x80, in: applications),
    Field("dnp3.al.fin", "Final", at: 0, 1, bit: 0x40, in: applications),
    Field("dnp3.al.con", "Confirm", at: 0, 1, bit: 0x20, in: applications),
    Field("dnp3.al.uns", "Unsolicited", at: 0, 1, bit: 0x10, in: applications),
    Field("dnp3.al.seq", "Sequence", .decimal(8), at: 0, 1, mask: 15, in: applications),
    Field(
      "dnp3.al.func", "Application Layer Function Code", .decimal(8), at: 1, 1, in: applications
    )
    .named(Names.alFunc),
  ]

  static let indicationFields: [Field<DNP3>] = [
    Field("dnp3.al.iin", "Internal Indications", .hex(16), at: 2, 2, in: answers),
    Field("dnp3.al.iin.rst", "Device Restart", at: 2, 2, bit: 0x8000, in: answers),
    Field("dnp3.al.iin.dt", "Device Trouble", at: 2, 2, bit: 0x4000, in: answers),
    Field("dnp3.al.iin.dol", "Digital Outputs in Local", at: 2, 2, bit: 0x2000, in: answers),
    Field("dnp3.al.iin.tsr", "Time Sync Required", at: 2, 2, bit: 0x1000, in: answers),
    Field("dnp3.al.iin.cls3d", "Class 3 Data Available", at: 2, 2, bit: 0x800, in: answers),
    Field("dnp3.al.iin.cls2d", "Class 2 Data Available", at: 2, 2, bit: 0x400, in: answers),
    Field("dnp3.al.iin.cls1d", "Class 1 Data Available", at: 2, 2, bit: 0x200, in: answers),
    Field("dnp3.al.iin.bmsg", "Broadcast Msg Rx", at: 2, 2, bit: 0x100, in: answers),
    Field("dnp3.al.iin.cc", "Configuration Corrupt", at: 2, 2, bit: 0x20, in: answers),
    Field("dnp3.al.iin.oae", "Operation Already Executing", at: 2, 2, bit: 0x10, in: answers),
    Field("dnp3.al.iin.ebo", "Event Buffer Overflow", at: 2, 2, bit: 0x8, in: answers),
    Field(
      "dnp3.al.iin.pioor", "Parameters Invalid or Out of Range", at: 2, 2, bit: 0x4, in: answers),
    Field("dnp3.al.iin.obju", "Requested Objects Unknown", at: 2, 2, bit: 0x2, in: answers),
    Field("dnp3.al.iin.fcni", "Function Code not implemented", at: 2, 2, bit: 0x1, in: answers),
  ]

  static let objectFields: [Field<DNP3>] = [
    value("dnp3.al.obj", "Object", .hex(16), .object),
    value("dnp3.al.objq.prefix", "Prefix Code", .decimal(8), mask: 0x70, .prefix).named(
      Names.objqPrefix),
    value("dnp3.al.objq.range", "Range Code", .decimal(8), mask: 0xf, .range).named(
      Names.objqRange),
    value("dnp3.al.range.start", "Start (8 bit)", .decimal(32), .start),
    value("dnp3.al.range.stop", "Stop (8 bit)", .decimal(32), .stop),
    value("dnp3.al.range.quantity", "Quantity (8 bit)", .decimal(32), .quantity),
    value("dnp3.al.index", "Index (8 bit)", .decimal(32), .index),
    value("dnp3.al.point_index", "Point Index", .decimal(32), .pointIndex),
    value("dnp3.al.bit", "Value (bit)", .boolean, .bit),
    value("dnp3.al.2bit", "Value (two bit)", .decimal(8), .doubleBit),
    value("dnp3.al.cnt", "Counter (16 bit)", .decimal(32), .counter),
    value("dnp3.al.count", "Count", .decimal(8), .count),
    value("dnp3.al.on_time", "On Time", .decimal(32), .onTime),
    value("dnp3.al.off_time", "Off Time", .decimal(32), .offTime),
    value("dnp3.al.ctrlstatus", "Control Status", .decimal(8), mask: 0x7f, .status).named(
      Names.ctrlstatus),
    value("dnp3.al.time_delay", "Time Delay", .decimal(16), .delay),
    value("dnp3.ctl.op", "Operation Type", .decimal(8), mask: 0xf, .controlCode).named(Names.op),
    value("dnp3.ctl.clr", "Queue / Clear Field", .decimal(8), mask: 0x30, .controlCode),
    value("dnp3.ctl.trip", "Trip Control Code", .decimal(8), mask: 0xc0, .controlCode),
  ]

  static let flagFields: [Field<DNP3>] = [
    value("dnp3.al.biq.b0", "Online", .boolean, mask: 0x1, .binaryFlags),
    value("dnp3.al.biq.b1", "Restart", .boolean, mask: 0x2, .binaryFlags),
    value("dnp3.al.biq.b2", "Comm Fail", .boolean, mask: 0x4, .binaryFlags),
    value("dnp3.al.biq.b3", "Remote Force", .boolean, mask: 0x8, .binaryFlags),
    value("dnp3.al.biq.b4", "Local Force", .boolean, mask: 0x10, .binaryFlags),
    value("dnp3.al.biq.b5", "Chatter Filter", .boolean, mask: 0x20, .binaryFlags),
    value("dnp3.al.biq.b6", "Reserved", .boolean, mask: 0x40, .binaryFlags),
    value("dnp3.al.biq.b7", "Point Value", .boolean, mask: 0x80, .binaryFlags),
    value("dnp3.al.boq.b0", "Online", .boolean, mask: 0x1, .outputFlags),
    value("dnp3.al.boq.b1", "Restart", .boolean, mask: 0x2, .outputFlags),
    value("dnp3.al.boq.b2", "Comm Fail", .boolean, mask: 0x4, .outputFlags),
    value("dnp3.al.boq.b3", "Remote Force", .boolean, mask: 0x8, .outputFlags),
    value("dnp3.al.boq.b4", "Local Force", .boolean, mask: 0x10, .outputFlags),
    value("dnp3.al.boq.b5", "Reserved", .boolean, mask: 0x20, .outputFlags),
    value("dnp3.al.boq.b6", "Reserved", .boolean, mask: 0x40, .outputFlags),
    value("dnp3.al.boq.b7", "Point Value", .boolean, mask: 0x80, .outputFlags),
    value("dnp3.al.ctrq.b0", "Online", .boolean, mask: 0x1, .counterFlags),
    value("dnp3.al.ctrq.b1", "Restart", .boolean, mask: 0x2, .counterFlags),
    value("dnp3.al.ctrq.b2", "Comm Fail", .boolean, mask: 0x4, .counterFlags),
    value("dnp3.al.ctrq.b3", "Remote Force", .boolean, mask: 0x8, .counterFlags),
    value("dnp3.al.ctrq.b4", "Local Force", .boolean, mask: 0x10, .counterFlags),
    value("dnp3.al.ctrq.b5", "Roll-Over", .boolean, mask: 0x20, .counterFlags),
    value("dnp3.al.ctrq.b6", "Discontinuity", .boolean, mask: 0x40, .counterFlags),
    value("dnp3.al.ctrq.b7", "Reserved", .boolean, mask: 0x80, .counterFlags),
    value("dnp3.al.aiq.b0", "Online", .boolean, mask: 0x1, .analogFlags),
    value("dnp3.al.aiq.b1", "Restart", .boolean, mask: 0x2, .analogFlags),
    value("dnp3.al.aiq.b2", "Comm Fail", .boolean, mask: 0x4, .analogFlags),
    value("dnp3.al.aiq.b3", "Remote Force", .boolean, mask: 0x8, .analogFlags),
    value("dnp3.al.aiq.b4", "Local Force", .boolean, mask: 0x10, .analogFlags),
    value("dnp3.al.aiq.b5", "Over-Range", .boolean, mask: 0x20, .analogFlags),
    value("dnp3.al.aiq.b6", "Reference Check", .boolean, mask: 0x40, .analogFlags),
    value("dnp3.al.aiq.b7", "Reserved", .boolean, mask: 0x80, .analogFlags),
    value("dnp3.al.aoq.b0", "Online", .boolean, mask: 0x1, .analogOutputFlags),
    value("dnp3.al.aoq.b1", "Restart", .boolean, mask: 0x2, .analogOutputFlags),
    value("dnp3.al.aoq.b2", "Comm Fail", .boolean, mask: 0x4, .analogOutputFlags),
    value("dnp3.al.aoq.b3", "Remote Force", .boolean, mask: 0x8, .analogOutputFlags),
    value("dnp3.al.aoq.b4", "Local Force", .boolean, mask: 0x10, .analogOutputFlags),
    value("dnp3.al.aoq.b5", "Reserved", .boolean, mask: 0x20, .analogOutputFlags),
    value("dnp3.al.aoq.b6", "Reserved", .boolean, mask: 0x40, .analogOutputFlags),
    value("dnp3.al.aoq.b7", "Reserved", .boolean, mask: 0x80, .analogOutputFlags),
  ]

  static let valueFields: [Field<DNP3>] = [
    signed("dnp3.al.ana.int", "Value (16 bit)", .analog(2), .analog(4)),
    signed("dnp3.al.anaout.int", "Output Value (16 bit)", .analogOutput(2), .analogOutput(4)),
    float("dnp3.al.ana.float", "Value (float)", .analogFloat),
    float("dnp3.al.anaout.float", "Output Value (float)", .analogOutputFloat),
    Field("dnp3.al.timestamp", "Timestamp", .absoluteTime) { view, emit in
      forEachValue(view, [.time]) { value, place in
        let milliseconds = Int64(clamping: value.number)
        emit(
          .time(
            Timestamp(
              seconds: milliseconds / 1000,
              nanoseconds: UInt32(milliseconds % 1000) * 1_000_000)), place)
      }
    },
    Field("dnp3.al.reltimestamp", "Relative Timestamp", .relativeTime) { view, emit in
      forEachValue(view, [.relativeTime]) { value, place in
        emit(.duration(.milliseconds(Int64(clamping: value.number))), place)
      }
    },
  ]
}

extension DNP3 {
  private static let headers: Field<DNP3>.Parts = { view, part in
    view.forEachFrame { part($0.start..<$0.start + headerLength) }
  }

  private static func headers(primary: Bool) -> Field<DNP3>.Parts {
    { view, part in
      headers(view) { place in
        if (view.bytes.byte(at: place.lowerBound + 3) & 0x40 != 0) == primary { part(place) }
      }
    }
  }

  private static let addresses: Field<DNP3>.Parts = { view, part in
    headers(view) { place in
      part(place.lowerBound + 4..<place.lowerBound + 6)
      part(place.lowerBound + 6..<place.lowerBound + 8)
    }
  }

  /// The chunks of up to 16 bytes that have a CRC each.
  private static let chunks: Field<DNP3>.Parts = { view, part in
    view.forEachFrame { frame in
      var index = 0
      while index < frame.count {
        let start = frame.place(index)
        part(start..<start + Swift.min(16, frame.count - index))
        index += 16
      }
    }
  }

  private static let chunkChecksums: Field<DNP3>.Parts = { view, part in
    chunks(view) { part($0.upperBound..<$0.upperBound + 2) }
  }

  private static func emitStatus(
    _ view: borrowing DNP3, _ place: Range<Int>, _ emit: Field<DNP3>.Emit
  ) {
    let sent = checksum(in: view.bytes, at: place.upperBound)
    emit(
      .unsigned(sent == checksum(view.bytes, place) ? 1 : 0),
      place.upperBound..<place.upperBound + 2)
  }

  private static let transports: Field<DNP3>.Parts = { view, part in
    view.forEachFrame { if $0.count > 0 { part($0.places(0, 1)) } }
  }

  /// Messages that are in one frame: control and function, which no CRC parts, and what follows.
  private static let applications: Field<DNP3>.Parts = { view, part in
    view.forEachFrame { if $0.isWhole { part($0.places(1, $0.count - 1)) } }
  }

  private static let answers: Field<DNP3>.Parts = { view, part in
    applications(view) { place in
      let function = view.bytes.byte(at: place.lowerBound + 1)
      if function == 129 || function == 130 { part(place) }
    }
  }

  /// Values of these parts, with where they stand.
  private static func forEachValue(
    _ view: borrowing DNP3, _ wanted: Set<Part>, _ body: (Value, Range<Int>) -> Void
  ) {
    view.forEachFrame { frame in
      view.forEachValue(of: frame) { value in
        if wanted.contains(value.part) { body(value, frame.places(value.index, value.count)) }
      }
    }
  }

  private static func value(
    _ name: String, _ label: String, _ type: FieldType, mask: UInt64? = nil, _ wanted: Part
  ) -> Field<DNP3> {
    Field(name, label, type) { view, emit in
      view.forEachFrame { frame in
        view.forEachValue(of: frame) { value in
          guard value.part == wanted else { return }
          var number =
            value.number == 0 ? view.number(frame, value.index, value.count) : value.number
          if wanted == .pointIndex || wanted == .bit || wanted == .doubleBit {
            number = value.number
          }
          if let mask { number = (number & mask) >> UInt64(mask.trailingZeroBitCount) }
          emit(
            type == .boolean ? .boolean(number != 0) : .unsigned(number),
            frame.places(value.index, value.count))
        }
      }
    }
  }

  private static func signed(
    _ name: String, _ label: String, _ wanted: Part...
  ) -> Field<DNP3> {
    Field(name, label, .signed(bits: 32)) { view, emit in
      forEachValue(view, Set(wanted)) { value, place in
        let number =
          value.count == 2
          ? Int64(Int16(truncatingIfNeeded: value.number))
          : Int64(Int32(truncatingIfNeeded: value.number))
        emit(.signed(number), place)
      }
    }
  }

  private static func float(_ name: String, _ label: String, _ wanted: Part) -> Field<DNP3> {
    Field(name, label, .double) { view, emit in
      forEachValue(view, [wanted]) { value, place in
        emit(
          .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: value.number)))), place)
      }
    }
  }
}
