extension SSH.KeyExchangeInit {
  /// What HASSH makes its hash of: a client's algorithms for keys, ciphers, authentication and
  /// compression.
  public var hasshText: String {
    [
      keyExchangeAlgorithms, encryptionAlgorithmsClientToServer, macAlgorithmsClientToServer,
      compressionAlgorithmsClientToServer,
    ].map { $0.joined(separator: ",") }.joined(separator: ";")
  }

  /// The same of a server.
  public var hasshServerText: String {
    [
      keyExchangeAlgorithms, encryptionAlgorithmsServerToClient, macAlgorithmsServerToClient,
      compressionAlgorithmsServerToClient,
    ].map { $0.joined(separator: ",") }.joined(separator: ";")
  }
}
