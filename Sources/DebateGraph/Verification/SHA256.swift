/// The SHA-256 digest of some bytes, by which a text file is known again.
///
/// - SeeAlso: FIPS 180-4, *Secure Hash Standard*, sections 4.1.2, 5 and 6.2, whose names are used.
public struct SHA256: Hashable, Sendable {
  private let hash: [UInt32]

  public init(of bytes: [UInt8]) {
    var digesting = Digesting()
    digesting.absorb(bytes.span)
    self = digesting.digest()
  }

  /// 64 hexadecimal digits in lower case.
  public var hexadecimal: String {
    hash.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// A digest of bytes that come one after the other, in constant memory.
  public struct Digesting {
    /// The eight words of the intermediate hash value.
    private var hash: InlineArray<8, UInt32> = [
      0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A,
      0x510E_527F, 0x9B05_688C, 0x1F83_D9AB, 0x5BE0_CD19,
    ]
    /// Less than a block.
    private var rest: [UInt8] = []
    private var count: UInt64 = 0

    public init() {}

    public mutating func absorb(_ bytes: Span<UInt8>) {
      count += UInt64(bytes.count)
      var start = 0
      if !rest.isEmpty {
        while start < bytes.count, rest.count < 64 {
          rest.append(bytes[start])
          start += 1
        }
        if rest.count < 64 { return }
        let block = rest
        Self.absorb(block.span, at: 0, into: &hash)
        rest = []
      }
      while start + 64 <= bytes.count {
        Self.absorb(bytes, at: start, into: &hash)
        start += 64
      }
      for place in start..<bytes.count { rest.append(bytes[place]) }
    }

    public consuming func digest() -> SHA256 {
      let length = count * 8
      var padding: [UInt8] = [0x80] + Array(repeating: 0, count: (119 - rest.count) % 64)
      for shift in stride(from: 56, through: 0, by: -8) {
        padding.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
      }
      absorb(padding.span)
      return SHA256(hash: hash.indices.map { hash[$0] })
    }

    /// The 64 bytes from `start`.
    private static func absorb(
      _ bytes: Span<UInt8>, at start: Int, into hash: inout InlineArray<8, UInt32>
    ) {
      let schedule = schedule(of: bytes, at: start)
      var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
      var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
      for t in 0..<64 {
        let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        let choice = (e & f) ^ (~e & g)
        let t1 = h &+ sum1 &+ choice &+ roundConstants[t] &+ schedule[t]
        let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        (h, g, f, e) = (g, f, e, d &+ t1)
        (d, c, b, a) = (c, b, a, t1 &+ sum0 &+ majority)
      }
      hash[0] &+= a
      hash[1] &+= b
      hash[2] &+= c
      hash[3] &+= d
      hash[4] &+= e
      hash[5] &+= f
      hash[6] &+= g
      hash[7] &+= h
    }
  }

  private init(hash: [UInt32]) { self.hash = hash }
}

/// The sixteen words of a block and the 48 made from them.
private func schedule(of bytes: Span<UInt8>, at start: Int) -> InlineArray<64, UInt32> {
  var words = InlineArray<64, UInt32>(repeating: 0)
  for number in 0..<16 {
    let place = start + number * 4
    words[number] =
      UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16
      | UInt32(bytes[place + 2]) << 8 | UInt32(bytes[place + 3])
  }
  for t in 16..<64 {
    let (w15, w2) = (words[t - 15], words[t - 2])
    let sigma0 = rotated(w15, 7) ^ rotated(w15, 18) ^ w15 >> 3
    let sigma1 = rotated(w2, 17) ^ rotated(w2, 19) ^ w2 >> 10
    words[t] = sigma1 &+ words[t - 7] &+ sigma0 &+ words[t - 16]
  }
  return words
}

@inline(__always)
private func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 {
  word >> places | word << (32 - places)
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
  0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
  0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
  0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
  0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
  0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
  0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
  0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
  0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
  0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
  0xC671_78F2,
]
