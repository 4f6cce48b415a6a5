#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file without a name that holds `bytes`, to be read from its start.
func temporaryFile(_ bytes: [UInt8]) -> CInt {
  let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
  var path = Array("\(folder)/packets-XXXXXX".utf8CString)
  let descriptor = mkstemp(&path)
  unlink(path)
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
    }
    if count <= 0 { break }
    written += count
  }
  lseek(descriptor, 0, SEEK_SET)
  return descriptor
}
