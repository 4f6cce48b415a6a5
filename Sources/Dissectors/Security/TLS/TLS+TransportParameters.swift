import PacketCore

/// QUIC's transport parameters in a hello (RFC 9000 §18, RFC 9221, RFC 9368).
extension TLS {
  static var transportParameterFields: [Field<TLS>] {
    general + numbers + others
  }

  /// A parameter: its number, and its value's place after both numbers.
  struct ParameterPlace {
    var number: UInt64
    var range: Range<Int>
    var lengthField: Range<Int>
    var value: Range<Int>
  }

  static func forEachParameter(
    _ view: borrowing TLS, _ context: borrowing FieldContext, _ body: (ParameterPlace) -> Void
  ) {
    let bytes = view.bytes
    data(client: true, of: .quicTransportParameters, .draftQUICTransportParameters)(view, context) {
      var offset = $0.lowerBound
      while offset < $0.upperBound {
        guard let number = QUIC.variable(bytes, at: offset),
          let length = QUIC.variable(bytes, at: number.end),
          length.value <= UInt64($0.upperBound - min(length.end, $0.upperBound))
        else { return }
        let value = length.end..<length.end + Int(length.value)
        body(
          ParameterPlace(
            number: number.value, range: offset..<number.end, lengthField: number.end..<length.end,
            value: value))
        offset = value.upperBound
      }
    }
  }

  private static func parameter(
    _ name: String, _ label: String, _ type: FieldType, of number: UInt64? = nil,
    _ value: @escaping @Sendable (RawSpan, ParameterPlace) -> (FieldValue, Range<Int>)?
  ) -> Field<TLS> {
    Field(
      "tls.quic.parameter.\(name)", label, type,
      inContext: { view, context, emit in
        forEachParameter(view, context) { place in
          guard number == nil || number == place.number else { return }
          if let (value, range) = value(view.bytes, place) { emit(value, range) }
        }
      })
  }

  private static var general: [Field<TLS>] {
    [
      parameter("type", "Type", .decimal(64)) { _, place in (.unsigned(place.number), place.range)
      },
      parameter("length", "Length", .decimal(64)) { _, place in
        (.unsigned(UInt64(place.value.count)), place.lengthField)
      },
      parameter("value", "Value", .bytes) { _, place in (.bytes, place.value) },
    ]
  }

  /// Parameters whose value is a number of variable length.
  private static var numbers: [Field<TLS>] {
    let names: [(UInt64, String, String)] = [
      (0x01, "max_idle_timeout", "max_idle_timeout"),
      (0x03, "max_udp_payload_size", "max_udp_payload_size"),
      (0x04, "initial_max_data", "initial_max_data"),
      (0x05, "initial_max_stream_data_bidi_local", "initial_max_stream_data_bidi_local"),
      (0x06, "initial_max_stream_data_bidi_remote", "initial_max_stream_data_bidi_remote"),
      (0x07, "initial_max_stream_data_uni", "initial_max_stream_data_uni"),
      (0x08, "initial_max_streams_bidi", "initial_max_streams_bidi"),
      (0x09, "initial_max_streams_uni", "initial_max_streams_uni"),
      (0x0a, "ack_delay_exponent", "ack_delay_exponent"),
      (0x0b, "max_ack_delay", "max_ack_delay"),
      (0x0e, "active_connection_id_limit", "Active Connection ID Limit"),
      (0x20, "max_datagram_frame_size", "max_datagram_frame_size"),
      (0x3127, "google.initial_rtt", "Google Initial RTT"),
      (0xff04_de1a, "min_ack_delay", "min_ack_delay"),
    ]
    return names.map { number, name, label in
      parameter(name, label, .decimal(64), of: number) { bytes, place in
        guard let value = QUIC.variable(bytes, at: place.value.lowerBound),
          value.end <= place.value.upperBound
        else { return nil }
        return (.unsigned(value.value), place.value)
      }
    }
  }

  private static var others: [Field<TLS>] {
    [
      parameter(
        "initial_source_connection_id", "Initial Source Connection ID", .bytes, of: 0x0f
      ) { _, place in (.bytes, place.value) },
      parameter("google.user_agent", "Google UserAgent", .text, of: 0x3129) { _, place in
        (.text, place.value)
      },
      parameter("google.connection_options", "Google Connection options", .bytes, of: 0x3128) {
        _, place in (.bytes, place.value)
      },
      parameter("google.quic_version", "Google QUIC version", .hex(32), of: 0x4752) {
        bytes, place in
        (
          .unsigned(UInt64(bytes.bigEndian(UInt32.self, at: place.value.lowerBound))),
          place.value
        )
      }.named(QUIC.versionNames),
    ]
  }
}
