import PacketCore

extension DNP3 {
  /// What numbers are called.
  enum Names {
    static let status: ValueNames = [0: "Bad", 1: "Good"]
    static let ctlPrifunc: ValueNames = [
      0: "Reset of Remote Link",
      1: "Reset of User Process",
      2: "Test Function For Link",
      3: "User Data",
      4: "Unconfirmed User Data",
      9: "Request Link Status",
    ]
    static let ctlSecfunc: ValueNames = [
      0: "ACK",
      1: "NACK",
      11: "Status of Link",
      14: "Link Service Not Functioning",
      15: "Link Service Not Used or Implemented",
    ]
    static let alFunc: ValueNames = [
      0: "Confirm",
      1: "Read",
      2: "Write",
      3: "Select",
      4: "Operate",
      5: "Direct Operate",
      6: "Direct Operate No Ack",
      7: "Immediate Freeze",
      8: "Immediate Freeze No Ack",
      9: "Freeze and Clear",
      10: "Freeze and Clear No ACK",
      11: "Freeze With Time",
      12: "Freeze With Time No ACK",
      13: "Cold Restart",
      14: "Warm Restart",
      15: "Initialize Data",
      16: "Initialize Application",
      17: "Start Application",
      18: "Stop Application",
      19: "Save Configuration",
      20: "Enable Spontaneous Messages",
      21: "Disable Spontaneous Messages",
      22: "Assign Classes",
      23: "Delay Measurement",
      24: "Record Current Time",
      25: "Open File",
      26: "Close File",
      27: "Delete File",
      28: "Get File Info",
      29: "Authenticate File",
      30: "Abort File",
      31: "Activate Config",
      32: "Authentication Request",
      33: "Authentication Error",
      129: "Response",
      130: "Unsolicited Response",
      131: "Authentication Response",
    ]
    static let objqPrefix: ValueNames = [
      0: "None",
      1: "1-Octet Index Prefix",
      2: "2-Octet Index Prefix",
      3: "4-Octet Index Prefix",
      4: "1-Octet Object Size Prefix",
      5: "2-Octet Object Size Prefix",
      6: "4-Octet Object Size Prefix",
    ]
    static let objqRange: ValueNames = [
      0: "8-bit Start and Stop Indices",
      1: "16-bit Start and Stop Indices",
      2: "32-bit Start and Stop Indices",
      3: "8-bit Absolute Address in Range Field",
      4: "16-bit Absolute Address in Range Field",
      5: "32-bit Absolute Address in Range Field",
      6: "No Range Field",
      7: "8-bit Single Field Quantity",
      8: "16-bit Single Field Quantity",
      9: "32-bit Single Field Quantity",
      10: "Reserved",
      11: "Free-format Qualifier",
    ]
    static let ctrlstatus: ValueNames = [
      0: "Req. Accepted/Init/Queued",
      1: "Req. Not Accepted; Arm-Timer Expired",
      2: "Req. Not Accepted; No 'SELECT' Received",
      3: "Req. Not Accepted; Format Err. in Ctl Req.",
      4: "Ctl Oper. Not Supported For This Point",
      5: "Req. Not Accepted; Ctrl Queue Full/Point Active",
      6: "Req. Not Accepted; Ctrl Hardware Problems",
      7: "Req. Not Accepted; Local/Remote switch in Local",
      8: "Req. Not Accepted; Too many operations",
      9: "Req. Not Accepted; Insufficient authorization",
      10: "Req. Not Accepted; Local automation proc active",
      11: "Req. Not Accepted; Processing limited",
      12: "Req. Not Accepted; Out of range value",
      126: "Req. Not Accepted; Non-participating (NOP request)",
      127: "Req. Not Accepted; Undefined error",
    ]
    static let op: ValueNames = [
      0: "NUL Operation",
      1: "Pulse On",
      2: "Pulse Off",
      3: "Latch On",
      4: "Latch Off",
    ]
  }
}
