import Testing

/// Captures on virtual links that each test makes for itself.
@Suite(
  "Live capture", .serialized, .enabled(if: VirtualLink.isPossible, "\(VirtualLink.requirement)"))
struct LiveTests {}
