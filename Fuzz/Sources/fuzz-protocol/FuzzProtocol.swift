import Exercises

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The exercise of the protocol that the environment variable `FUZZ_PROTOCOL` names. libFuzzer calls us from one
/// thread only.
nonisolated(unsafe) private var exercise = ProtocolExercise("data")

/// What libFuzzer calls first. `list` prints the protocols, `seed FOLDER CAPTURES` cuts inputs for each
/// out of captures.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafePointer<CInt>,
  _ arguments: UnsafePointer<UnsafePointer<UnsafePointer<CChar>>>
) -> CInt {
  let words = (1..<max(Int(count.pointee), 1)).map { String(cString: arguments.pointee[$0]) }
  switch (words.first, words.count) {
  case ("list", 1):
    for name in ProtocolExercise.names { print(name) }
    exit(0)
  case ("seed", 3):
    var seeds = ProtocolSeeds(folder: words[1])
    seeds.cut(outOf: words[2])
    exit(0)
  default: break
  }
  let name = getenv("FUZZ_PROTOCOL").map { String(cString: $0) } ?? ""
  exercise = ProtocolExercise(name)
  if exercise == nil {
    print("FUZZ_PROTOCOL=\(name) is no protocol; `fuzz-protocol list` prints them.")
    exit(2)
  }
  return 0
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: data, count: size))
  if let complaint = exercise?.complaint(about: input) { fatalError(complaint) }
  return 0
}
