import Packets

extension Program {
  /// Prints packets as they come.
  static func capture(_ options: Options) async throws(Failure) {
    let names = try interfaceNames(options)
    let capture = try open(names, options)
    var session = try Session(options, linkType: capture.interfaces.first?.linkType ?? .ethernet)
    let interruption = Interruption { capture.stop() }
    if !options.isSilent { announce(names) }
    let timer = options.stop.duration.map { duration in
      Task {
        try await Task.sleep(for: duration)
        capture.stop()
      }
    }
    defer { timer?.cancel() }
    do {
      try await session.run(capture)
      report(session, capture, names, options)
    } catch let error as CaptureError {
      report(session, capture, names, options)
      throw Failure(message: error.description, status: 2)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .file("\(error)")
    }
    withExtendedLifetime(interruption) {}
  }

  private static func interfaceNames(_ options: Options) throws(Failure) -> [String] {
    do throws(CaptureError) {
      guard !options.interfaces.isEmpty else { return [try NetworkInterface.standard().name] }
      var names: [String] = []
      for interface in options.interfaces { names.append(try resolve(interface.name)) }
      return names
    } catch {
      throw .usage(error.description)
    }
  }

  /// The interface at a position of the list, or the name as it is.
  static func resolve(_ name: String) throws(CaptureError) -> String {
    guard let number = Int(name) else { return name }
    let all = try NetworkInterface.all()
    return all.indices.contains(number - 1) ? all[number - 1].name : name
  }

  private static func open(_ names: [String], _ options: Options) throws(Failure) -> Capture {
    var captures: [Capture] = []
    for (index, name) in names.enumerated() {
      let settings =
        options.interfaces.isEmpty ? options.settings : options.interfaces[index].settings
      do throws(CaptureError) {
        captures.append(
          name == "-" ? try .standardInput() : try .live(name, configuration: settings))
      } catch {
        throw error.code == .badFilter
          ? .badFilter(settings.filter ?? "", name, error) : .usage(error.description)
      }
    }
    return captures.count == 1 ? captures[0] : .merged(captures)
  }

  private static func announce(_ names: [String]) {
    let list = names.map { "'\($0 == "lo" ? "Loopback: lo" : $0)'" }
    let text =
      list.count < 3
      ? list.joined(separator: " and ")
      : list.dropLast().joined(separator: ", ") + " and " + (list.last ?? "")
    StandardError.print("Capturing on \(text)\n")
  }

  private static func report(
    _ session: Session, _ capture: Capture, _ names: [String], _ options: Options
  ) {
    guard !options.isSilent else { return }
    let count = session.position.number
    StandardError.print(session.counter == nil ? "" : "\r")
    StandardError.print("\(count) packet\(count == 1 ? "" : "s") captured\n")
    let statistics = (try? capture.statistics()) ?? nil
    let dropped = (statistics?.droppedByKernel ?? 0) + (statistics?.droppedByInterface ?? 0)
    if dropped > 0 {
      StandardError.print(
        "\(dropped) packet\(dropped == 1 ? "" : "s") dropped from \(names.joined(separator: ", "))\n"
      )
    }
  }
}

extension Failure {
  static func badFilter(_ filter: String, _ name: String, _ error: CaptureError) -> Failure {
    .usage(
      """
      Invalid capture filter "\(filter)" for interface '\(name)'.

      That string isn't a valid capture filter (\(error.message)).
      See "man pcap-filter" for a description of the capture filter syntax.
      """)
  }
}
