// Generated from the numbers of the tcpdump group's registry and of libpcap's headers.

/// The link types of [the registry](https://www.tcpdump.org/linktypes.html), each with the name that
/// libpcap gives it.
extension LinkType {
  /// `NULL`, BSD loopback.
  @inlinable public static var null: LinkType { LinkType(rawValue: 0) }
  /// `EN10MB`, Ethernet.
  @inlinable public static var ethernet: LinkType { LinkType(rawValue: 1) }
  /// `EN3MB`, Experimental Ethernet (3 Mb/s).
  @inlinable public static var experimentalEthernet: LinkType { LinkType(rawValue: 2) }
  /// `AX25`, AX.25.
  @inlinable public static var ax25: LinkType { LinkType(rawValue: 3) }
  /// `PRONET`, Proteon ProNET Token Ring.
  @inlinable public static var pronet: LinkType { LinkType(rawValue: 4) }
  /// `CHAOS`, Chaosnet.
  @inlinable public static var chaosnet: LinkType { LinkType(rawValue: 5) }
  /// `IEEE802`, Token ring.
  @inlinable public static var tokenRing: LinkType { LinkType(rawValue: 6) }
  /// `ARCNET`, BSD ARCNET.
  @inlinable public static var arcnet: LinkType { LinkType(rawValue: 7) }
  /// `SLIP`, SLIP.
  @inlinable public static var slip: LinkType { LinkType(rawValue: 8) }
  /// `PPP`, PPP.
  @inlinable public static var ppp: LinkType { LinkType(rawValue: 9) }
  /// `FDDI`, FDDI.
  @inlinable public static var fddi: LinkType { LinkType(rawValue: 10) }
  /// `REDBACK_SMARTEDGE`, Redback SmartEdge.
  @inlinable public static var redbackSmartEdge: LinkType { LinkType(rawValue: 32) }
  /// `PPP_SERIAL`, PPP over serial.
  @inlinable public static var pppSerial: LinkType { LinkType(rawValue: 50) }
  /// `PPP_ETHER`, PPPoE.
  @inlinable public static var pppEther: LinkType { LinkType(rawValue: 51) }
  /// `SYMANTEC_FIREWALL`, Symantec Firewall.
  @inlinable public static var symantecFirewall: LinkType { LinkType(rawValue: 99) }
  /// `ATM_RFC1483`, RFC 1483 LLC-encapsulated ATM.
  @inlinable public static var atmRFC1483: LinkType { LinkType(rawValue: 100) }
  /// `RAW`, Raw IP.
  @inlinable public static var rawIP: LinkType { LinkType(rawValue: 101) }
  /// `SLIP_BSDOS`, BSD/OS SLIP.
  @inlinable public static var slipBSDOS: LinkType { LinkType(rawValue: 102) }
  /// `PPP_BSDOS`, BSD/OS PPP.
  @inlinable public static var pppBSDOS: LinkType { LinkType(rawValue: 103) }
  /// `C_HDLC`, Cisco HDLC.
  @inlinable public static var ciscoHDLC: LinkType { LinkType(rawValue: 104) }
  /// `IEEE802_11`, 802.11.
  @inlinable public static var ieee802_11: LinkType { LinkType(rawValue: 105) }
  /// `ATM_CLIP`, Linux Classical IP over ATM.
  @inlinable public static var atmCLIP: LinkType { LinkType(rawValue: 106) }
  /// `FRELAY`, Frame Relay.
  @inlinable public static var frameRelay: LinkType { LinkType(rawValue: 107) }
  /// `LOOP`, OpenBSD loopback.
  @inlinable public static var loop: LinkType { LinkType(rawValue: 108) }
  /// `ENC`, OpenBSD encapsulated IP.
  @inlinable public static var openBSDEncapsulation: LinkType { LinkType(rawValue: 109) }
  /// `LANE8023`, ATM LAN emulation of 802.3.
  @inlinable public static var lane802_3: LinkType { LinkType(rawValue: 110) }
  /// `HIPPI`, NetBSD HIPPI.
  @inlinable public static var hippi: LinkType { LinkType(rawValue: 111) }
  /// `HDLC`, NetBSD HDLC.
  @inlinable public static var hdlc: LinkType { LinkType(rawValue: 112) }
  /// `LINUX_SLL`, Linux cooked v1.
  @inlinable public static var linuxSLL: LinkType { LinkType(rawValue: 113) }
  /// `LTALK`, Localtalk.
  @inlinable public static var localTalk: LinkType { LinkType(rawValue: 114) }
  /// `ECONET`, Acorn Econet.
  @inlinable public static var econet: LinkType { LinkType(rawValue: 115) }
  /// `IPFILTER`, OpenBSD ipfilter.
  @inlinable public static var ipFilter: LinkType { LinkType(rawValue: 116) }
  /// `PFLOG`, OpenBSD pflog file.
  @inlinable public static var pflog: LinkType { LinkType(rawValue: 117) }
  /// `CISCO_IOS`, Cisco IOS internal.
  @inlinable public static var ciscoIOS: LinkType { LinkType(rawValue: 118) }
  /// `PRISM_HEADER`, 802.11 plus Prism header.
  @inlinable public static var ieee802_11Prism: LinkType { LinkType(rawValue: 119) }
  /// `AIRONET_HEADER`, 802.11 plus Aironet header.
  @inlinable public static var ieee802_11Aironet: LinkType { LinkType(rawValue: 120) }
  /// `HHDLC`, Siemens HiPath HDLC.
  @inlinable public static var hhdlc: LinkType { LinkType(rawValue: 121) }
  /// `IP_OVER_FC`, RFC 2625 IP-over-Fibre Channel.
  @inlinable public static var ipOverFibreChannel: LinkType { LinkType(rawValue: 122) }
  /// `SUNATM`, Sun raw ATM.
  @inlinable public static var sunATM: LinkType { LinkType(rawValue: 123) }
  /// `RIO`, RapidIO.
  @inlinable public static var rapidIO: LinkType { LinkType(rawValue: 124) }
  /// `PCI_EXP`, PCI Express.
  @inlinable public static var pciExpress: LinkType { LinkType(rawValue: 125) }
  /// `AURORA`, Xilinx Aurora.
  @inlinable public static var aurora: LinkType { LinkType(rawValue: 126) }
  /// `IEEE802_11_RADIO`, 802.11 plus radiotap header.
  @inlinable public static var ieee802_11Radiotap: LinkType { LinkType(rawValue: 127) }
  /// `TZSP`, Tazmen Sniffer Protocol.
  @inlinable public static var tzsp: LinkType { LinkType(rawValue: 128) }
  /// `ARCNET_LINUX`, Linux ARCNET.
  @inlinable public static var arcnetLinux: LinkType { LinkType(rawValue: 129) }
  /// `JUNIPER_MLPPP`, Juniper Multi-Link PPP.
  @inlinable public static var juniperMLPPP: LinkType { LinkType(rawValue: 130) }
  /// `JUNIPER_MLFR`, Juniper Multi-Link Frame Relay.
  @inlinable public static var juniperMLFR: LinkType { LinkType(rawValue: 131) }
  /// `JUNIPER_ES`, Juniper Encryption Services PIC.
  @inlinable public static var juniperES: LinkType { LinkType(rawValue: 132) }
  /// `JUNIPER_GGSN`, Juniper GGSN PIC.
  @inlinable public static var juniperGGSN: LinkType { LinkType(rawValue: 133) }
  /// `JUNIPER_MFR`, Juniper FRF.16 Frame Relay.
  @inlinable public static var juniperMFR: LinkType { LinkType(rawValue: 134) }
  /// `JUNIPER_ATM2`, Juniper ATM2 PIC.
  @inlinable public static var juniperATM2: LinkType { LinkType(rawValue: 135) }
  /// `JUNIPER_SERVICES`, Juniper Advanced Services PIC.
  @inlinable public static var juniperServices: LinkType { LinkType(rawValue: 136) }
  /// `JUNIPER_ATM1`, Juniper ATM1 PIC.
  @inlinable public static var juniperATM1: LinkType { LinkType(rawValue: 137) }
  /// `APPLE_IP_OVER_IEEE1394`, Apple IP-over-IEEE 1394.
  @inlinable public static var appleIPOverIEEE1394: LinkType { LinkType(rawValue: 138) }
  /// `MTP2_WITH_PHDR`, SS7 MTP2 with Pseudo-header.
  @inlinable public static var mtp2WithPHDR: LinkType { LinkType(rawValue: 139) }
  /// `MTP2`, SS7 MTP2.
  @inlinable public static var mtp2: LinkType { LinkType(rawValue: 140) }
  /// `MTP3`, SS7 MTP3.
  @inlinable public static var mtp3: LinkType { LinkType(rawValue: 141) }
  /// `SCCP`, SS7 SCCP.
  @inlinable public static var sccp: LinkType { LinkType(rawValue: 142) }
  /// `DOCSIS`, DOCSIS.
  @inlinable public static var docsis: LinkType { LinkType(rawValue: 143) }
  /// `LINUX_IRDA`, Linux IrDA.
  @inlinable public static var linuxIrDA: LinkType { LinkType(rawValue: 144) }
  /// `IBM_SP`, IBM SP switch.
  @inlinable public static var ibmSP: LinkType { LinkType(rawValue: 145) }
  /// `IBM_SN`, IBM Next Federation switch.
  @inlinable public static var ibmSN: LinkType { LinkType(rawValue: 146) }
  /// `USER0`, Private use 0.
  @inlinable public static var user0: LinkType { LinkType(rawValue: 147) }
  /// `USER1`, Private use 1.
  @inlinable public static var user1: LinkType { LinkType(rawValue: 148) }
  /// `USER2`, Private use 2.
  @inlinable public static var user2: LinkType { LinkType(rawValue: 149) }
  /// `USER3`, Private use 3.
  @inlinable public static var user3: LinkType { LinkType(rawValue: 150) }
  /// `USER4`, Private use 4.
  @inlinable public static var user4: LinkType { LinkType(rawValue: 151) }
  /// `USER5`, Private use 5.
  @inlinable public static var user5: LinkType { LinkType(rawValue: 152) }
  /// `USER6`, Private use 6.
  @inlinable public static var user6: LinkType { LinkType(rawValue: 153) }
  /// `USER7`, Private use 7.
  @inlinable public static var user7: LinkType { LinkType(rawValue: 154) }
  /// `USER8`, Private use 8.
  @inlinable public static var user8: LinkType { LinkType(rawValue: 155) }
  /// `USER9`, Private use 9.
  @inlinable public static var user9: LinkType { LinkType(rawValue: 156) }
  /// `USER10`, Private use 10.
  @inlinable public static var user10: LinkType { LinkType(rawValue: 157) }
  /// `USER11`, Private use 11.
  @inlinable public static var user11: LinkType { LinkType(rawValue: 158) }
  /// `USER12`, Private use 12.
  @inlinable public static var user12: LinkType { LinkType(rawValue: 159) }
  /// `USER13`, Private use 13.
  @inlinable public static var user13: LinkType { LinkType(rawValue: 160) }
  /// `USER14`, Private use 14.
  @inlinable public static var user14: LinkType { LinkType(rawValue: 161) }
  /// `USER15`, Private use 15.
  @inlinable public static var user15: LinkType { LinkType(rawValue: 162) }
  /// `IEEE802_11_RADIO_AVS`, 802.11 plus AVS radio information header.
  @inlinable public static var ieee802_11AVS: LinkType { LinkType(rawValue: 163) }
  /// `JUNIPER_MONITOR`, Juniper Passive Monitor PIC.
  @inlinable public static var juniperMonitor: LinkType { LinkType(rawValue: 164) }
  /// `BACNET_MS_TP`, BACnet MS/TP.
  @inlinable public static var bacnetMSTP: LinkType { LinkType(rawValue: 165) }
  /// `PPP_PPPD`, PPP for pppd, with direction flag.
  @inlinable public static var pppPPPD: LinkType { LinkType(rawValue: 166) }
  /// `JUNIPER_PPPOE`, Juniper PPPoE.
  @inlinable public static var juniperPPPOE: LinkType { LinkType(rawValue: 167) }
  /// `JUNIPER_PPPOE_ATM`, Juniper PPPoE/ATM.
  @inlinable public static var juniperPPPOEATM: LinkType { LinkType(rawValue: 168) }
  /// `GPRS_LLC`, GPRS LLC.
  @inlinable public static var gprsLLC: LinkType { LinkType(rawValue: 169) }
  /// `GPF_T`, GPF-T.
  @inlinable public static var gpfT: LinkType { LinkType(rawValue: 170) }
  /// `GPF_F`, GPF-F.
  @inlinable public static var gpfF: LinkType { LinkType(rawValue: 171) }
  /// `GCOM_T1E1`, Gcom T1/E1.
  @inlinable public static var gcomT1E1: LinkType { LinkType(rawValue: 172) }
  /// `GCOM_SERIAL`, Gcom serial.
  @inlinable public static var gcomSerial: LinkType { LinkType(rawValue: 173) }
  /// `JUNIPER_PIC_PEER`, Juniper PIC Peer.
  @inlinable public static var juniperPICPeer: LinkType { LinkType(rawValue: 174) }
  /// `ERF_ETH`, Ethernet with Endace ERF header.
  @inlinable public static var erfETH: LinkType { LinkType(rawValue: 175) }
  /// `ERF_POS`, Packet-over-SONET with Endace ERF header.
  @inlinable public static var erfPOS: LinkType { LinkType(rawValue: 176) }
  /// `LINUX_LAPD`, Linux vISDN LAPD.
  @inlinable public static var linuxLAPD: LinkType { LinkType(rawValue: 177) }
  /// `JUNIPER_ETHER`, Juniper Ethernet.
  @inlinable public static var juniperEther: LinkType { LinkType(rawValue: 178) }
  /// `JUNIPER_PPP`, Juniper PPP.
  @inlinable public static var juniperPPP: LinkType { LinkType(rawValue: 179) }
  /// `JUNIPER_FRELAY`, Juniper Frame Relay.
  @inlinable public static var juniperFrameRelay: LinkType { LinkType(rawValue: 180) }
  /// `JUNIPER_CHDLC`, Juniper C-HDLC.
  @inlinable public static var juniperCHDLC: LinkType { LinkType(rawValue: 181) }
  /// `MFR`, FRF.16 Frame Relay.
  @inlinable public static var multilinkFrameRelay: LinkType { LinkType(rawValue: 182) }
  /// `JUNIPER_VP`, Juniper Voice PIC.
  @inlinable public static var juniperVP: LinkType { LinkType(rawValue: 183) }
  /// `A429`, Arinc 429.
  @inlinable public static var arinc429: LinkType { LinkType(rawValue: 184) }
  /// `A653_ICM`, Arinc 653 Interpartition Communication.
  @inlinable public static var arinc653ICM: LinkType { LinkType(rawValue: 185) }
  /// `USB_FREEBSD`, USB with FreeBSD header.
  @inlinable public static var usbFreeBSD: LinkType { LinkType(rawValue: 186) }
  /// `BLUETOOTH_HCI_H4`, Bluetooth HCI UART transport layer.
  @inlinable public static var bluetoothHCIH4: LinkType { LinkType(rawValue: 187) }
  /// `IEEE802_16_MAC_CPS`, IEEE 802.16 MAC Common Part Sublayer.
  @inlinable public static var ieee802_16MACCPS: LinkType { LinkType(rawValue: 188) }
  /// `USB_LINUX`, USB with Linux header.
  @inlinable public static var usbLinux: LinkType { LinkType(rawValue: 189) }
  /// `CAN20B`, Controller Area Network (CAN) v. 2.0B.
  @inlinable public static var can20B: LinkType { LinkType(rawValue: 190) }
  /// `IEEE802_15_4_LINUX`, IEEE 802.15.4 with Linux padding.
  @inlinable public static var ieee802_15_4Linux: LinkType { LinkType(rawValue: 191) }
  /// `PPI`, Per-Packet Information.
  @inlinable public static var ppi: LinkType { LinkType(rawValue: 192) }
  /// `IEEE802_16_MAC_CPS_RADIO`, IEEE 802.16 MAC Common Part Sublayer plus radiotap header.
  @inlinable public static var ieee802_16MACCPSRadio: LinkType { LinkType(rawValue: 193) }
  /// `JUNIPER_ISM`, Juniper Integrated Service Module.
  @inlinable public static var juniperISM: LinkType { LinkType(rawValue: 194) }
  /// `IEEE802_15_4`, IEEE 802.15.4 with FCS.
  @inlinable public static var ieee802_15_4: LinkType { LinkType(rawValue: 195) }
  /// `SITA`, SITA pseudo-header.
  @inlinable public static var sita: LinkType { LinkType(rawValue: 196) }
  /// `ERF`, Endace ERF header.
  @inlinable public static var erf: LinkType { LinkType(rawValue: 197) }
  /// `RAIF1`, Ethernet with u10 Networks pseudo-header.
  @inlinable public static var raif1: LinkType { LinkType(rawValue: 198) }
  /// `IPMB_KONTRON`, IPMB with Kontron pseudo-header.
  @inlinable public static var ipmbKontron: LinkType { LinkType(rawValue: 199) }
  /// `JUNIPER_ST`, Juniper Secure Tunnel.
  @inlinable public static var juniperST: LinkType { LinkType(rawValue: 200) }
  /// `BLUETOOTH_HCI_H4_WITH_PHDR`, Bluetooth HCI UART transport layer plus pseudo-header.
  @inlinable public static var bluetoothHCIH4WithPHDR: LinkType { LinkType(rawValue: 201) }
  /// `AX25_KISS`, AX.25 with KISS header.
  @inlinable public static var ax25KISS: LinkType { LinkType(rawValue: 202) }
  /// `LAPD`, LAPD.
  @inlinable public static var lapd: LinkType { LinkType(rawValue: 203) }
  /// `PPP_WITH_DIR`, PPP with direction.
  @inlinable public static var pppWithDirection: LinkType { LinkType(rawValue: 204) }
  /// `C_HDLC_WITH_DIR`, Cisco HDLC with direction.
  @inlinable public static var ciscoHDLCWithDirection: LinkType { LinkType(rawValue: 205) }
  /// `FRELAY_WITH_DIR`, Frame Relay with direction.
  @inlinable public static var frameRelayWithDirection: LinkType { LinkType(rawValue: 206) }
  /// `LAPB_WITH_DIR`, LAPB with direction.
  @inlinable public static var lapbWithDirection: LinkType { LinkType(rawValue: 207) }
  /// `IPMB_LINUX`, IPMB with Linux/Pigeon Point pseudo-header.
  @inlinable public static var ipmbLinux: LinkType { LinkType(rawValue: 209) }
  /// `FLEXRAY`, FlexRay.
  @inlinable public static var flexRay: LinkType { LinkType(rawValue: 210) }
  /// `MOST`, Media Oriented Systems Transport bus.
  @inlinable public static var most: LinkType { LinkType(rawValue: 211) }
  /// `LIN`, Local Interconnect Network bus.
  @inlinable public static var lin: LinkType { LinkType(rawValue: 212) }
  /// `X2E_SERIAL`, X2E serial line.
  @inlinable public static var x2eSerial: LinkType { LinkType(rawValue: 213) }
  /// `X2E_XORAYA`, X2E Xoraya.
  @inlinable public static var x2eXoraya: LinkType { LinkType(rawValue: 214) }
  /// `IEEE802_15_4_NONASK_PHY`, IEEE 802.15.4 with non-ASK PHY data.
  @inlinable public static var ieee802_15_4NonASKPHY: LinkType { LinkType(rawValue: 215) }
  /// `LINUX_EVDEV`, Linux evdev events.
  @inlinable public static var linuxEvdev: LinkType { LinkType(rawValue: 216) }
  /// `GSMTAP_UM`, GSM Um interface with GSMTAP header.
  @inlinable public static var gsmtapUM: LinkType { LinkType(rawValue: 217) }
  /// `GSMTAP_ABIS`, GSM Abis interface with GSMTAP header.
  @inlinable public static var gsmtapAbis: LinkType { LinkType(rawValue: 218) }
  /// `MPLS`, MPLS with label as link-layer header.
  @inlinable public static var mpls: LinkType { LinkType(rawValue: 219) }
  /// `USB_LINUX_MMAPPED`, USB with padded Linux header.
  @inlinable public static var usbLinuxMmapped: LinkType { LinkType(rawValue: 220) }
  /// `DECT`, DECT.
  @inlinable public static var dect: LinkType { LinkType(rawValue: 221) }
  /// `AOS`, AOS Space Data Link protocol.
  @inlinable public static var aos: LinkType { LinkType(rawValue: 222) }
  /// `WIHART`, Wireless HART.
  @inlinable public static var wirelessHART: LinkType { LinkType(rawValue: 223) }
  /// `FC_2`, Fibre Channel FC-2.
  @inlinable public static var fibreChannel2: LinkType { LinkType(rawValue: 224) }
  /// `FC_2_WITH_FRAME_DELIMS`, Fibre Channel FC-2 with frame delimiters.
  @inlinable public static var fibreChannel2WithFrameDelimiters: LinkType {
    LinkType(rawValue: 225)
  }
  /// `IPNET`, Solaris ipnet.
  @inlinable public static var ipnet: LinkType { LinkType(rawValue: 226) }
  /// `CAN_SOCKETCAN`, CAN-bus with SocketCAN headers.
  @inlinable public static var socketCAN: LinkType { LinkType(rawValue: 227) }
  /// `IPV4`, Raw IPv4.
  @inlinable public static var ipv4: LinkType { LinkType(rawValue: 228) }
  /// `IPV6`, Raw IPv6.
  @inlinable public static var ipv6: LinkType { LinkType(rawValue: 229) }
  /// `IEEE802_15_4_NOFCS`, IEEE 802.15.4 without FCS.
  @inlinable public static var ieee802_15_4NoFCS: LinkType { LinkType(rawValue: 230) }
  /// `DBUS`, D-Bus.
  @inlinable public static var dbus: LinkType { LinkType(rawValue: 231) }
  /// `JUNIPER_VS`, Juniper Virtual Server.
  @inlinable public static var juniperVS: LinkType { LinkType(rawValue: 232) }
  /// `JUNIPER_SRX_E2E`, Juniper SRX E2E.
  @inlinable public static var juniperSRXE2E: LinkType { LinkType(rawValue: 233) }
  /// `JUNIPER_FIBRECHANNEL`, Juniper Fibre Channel.
  @inlinable public static var juniperFibreChannel: LinkType { LinkType(rawValue: 234) }
  /// `DVB_CI`, DVB-CI.
  @inlinable public static var dvbCI: LinkType { LinkType(rawValue: 235) }
  /// `MUX27010`, MUX27010.
  @inlinable public static var mux27010: LinkType { LinkType(rawValue: 236) }
  /// `STANAG_5066_D_PDU`, STANAG 5066 D_PDUs.
  @inlinable public static var stanag5066DPDU: LinkType { LinkType(rawValue: 237) }
  /// `JUNIPER_ATM_CEMIC`, Juniper ATM CEMIC.
  @inlinable public static var juniperATMCEMIC: LinkType { LinkType(rawValue: 238) }
  /// `NFLOG`, Linux netfilter log messages.
  @inlinable public static var nflog: LinkType { LinkType(rawValue: 239) }
  /// `NETANALYZER`, Ethernet with Hilscher netANALYZER pseudo-header.
  @inlinable public static var netANALYZER: LinkType { LinkType(rawValue: 240) }
  /// `NETANALYZER_TRANSPARENT`, Ethernet with Hilscher netANALYZER pseudo-header and with preamble and SFD.
  @inlinable public static var netANALYZERTransparent: LinkType { LinkType(rawValue: 241) }
  /// `IPOIB`, RFC 4391 IP-over-Infiniband.
  @inlinable public static var ipOverInfiniBand: LinkType { LinkType(rawValue: 242) }
  /// `MPEG_2_TS`, MPEG-2 transport stream.
  @inlinable public static var mpeg2TS: LinkType { LinkType(rawValue: 243) }
  /// `NG40`, ng40 protocol tester Iub/Iur.
  @inlinable public static var ng40: LinkType { LinkType(rawValue: 244) }
  /// `NFC_LLCP`, NFC LLCP PDUs with pseudo-header.
  @inlinable public static var nfcLLCP: LinkType { LinkType(rawValue: 245) }
  /// `PFSYNC`, Packet filter state syncing.
  @inlinable public static var pfsync: LinkType { LinkType(rawValue: 246) }
  /// `INFINIBAND`, InfiniBand.
  @inlinable public static var infiniBand: LinkType { LinkType(rawValue: 247) }
  /// `SCTP`, SCTP.
  @inlinable public static var sctp: LinkType { LinkType(rawValue: 248) }
  /// `USBPCAP`, USB with USBPcap header.
  @inlinable public static var usbPcap: LinkType { LinkType(rawValue: 249) }
  /// `RTAC_SERIAL`, Schweitzer Engineering Laboratories RTAC packets.
  @inlinable public static var rtacSerial: LinkType { LinkType(rawValue: 250) }
  /// `BLUETOOTH_LE_LL`, Bluetooth Low Energy air interface.
  @inlinable public static var bluetoothLELL: LinkType { LinkType(rawValue: 251) }
  /// `WIRESHARK_UPPER_PDU`, Wireshark exported PDU.
  @inlinable public static var wiresharkUpperPDU: LinkType { LinkType(rawValue: 252) }
  /// `NETLINK`, Linux netlink.
  @inlinable public static var netlink: LinkType { LinkType(rawValue: 253) }
  /// `BLUETOOTH_LINUX_MONITOR`, Bluetooth Linux Monitor.
  @inlinable public static var bluetoothLinuxMonitor: LinkType { LinkType(rawValue: 254) }
  /// `BLUETOOTH_BREDR_BB`, Bluetooth Basic Rate/Enhanced Data Rate baseband packets.
  @inlinable public static var bluetoothBREDRBaseband: LinkType { LinkType(rawValue: 255) }
  /// `BLUETOOTH_LE_LL_WITH_PHDR`, Bluetooth Low Energy air interface with pseudo-header.
  @inlinable public static var bluetoothLELLWithPHDR: LinkType { LinkType(rawValue: 256) }
  /// `PROFIBUS_DL`, PROFIBUS data link layer.
  @inlinable public static var profibusDL: LinkType { LinkType(rawValue: 257) }
  /// `PKTAP`, Apple DLT_PKTAP.
  @inlinable public static var pktap: LinkType { LinkType(rawValue: 258) }
  /// `EPON`, Ethernet with 802.3 Clause 65 EPON preamble.
  @inlinable public static var epon: LinkType { LinkType(rawValue: 259) }
  /// `IPMI_HPM_2`, IPMI trace packets.
  @inlinable public static var ipmiHPM2: LinkType { LinkType(rawValue: 260) }
  /// `ZWAVE_R1_R2`, Z-Wave RF profile R1 and R2 packets.
  @inlinable public static var zWaveR1R2: LinkType { LinkType(rawValue: 261) }
  /// `ZWAVE_R3`, Z-Wave RF profile R3 packets.
  @inlinable public static var zWaveR3: LinkType { LinkType(rawValue: 262) }
  /// `WATTSTOPPER_DLM`, WattStopper Digital Lighting Management (DLM) and Legrand Nitoo Open protocol.
  @inlinable public static var wattStopperDLM: LinkType { LinkType(rawValue: 263) }
  /// `ISO_14443`, ISO 14443 messages.
  @inlinable public static var iso14443: LinkType { LinkType(rawValue: 264) }
  /// `RDS`, IEC 62106 Radio Data System groups.
  @inlinable public static var rds: LinkType { LinkType(rawValue: 265) }
  /// `USB_DARWIN`, USB with Darwin header.
  @inlinable public static var usbDarwin: LinkType { LinkType(rawValue: 266) }
  /// `OPENFLOW`, OpenBSD DLT_OPENFLOW.
  @inlinable public static var openFlow: LinkType { LinkType(rawValue: 267) }
  /// `SDLC`, IBM SDLC frames.
  @inlinable public static var sdlc: LinkType { LinkType(rawValue: 268) }
  /// `TI_LLN_SNIFFER`, TI LLN sniffer frames.
  @inlinable public static var tiLLNSniffer: LinkType { LinkType(rawValue: 269) }
  /// `LORATAP`, LoRaTap.
  @inlinable public static var loRaTap: LinkType { LinkType(rawValue: 270) }
  /// `VSOCK`, Linux vsock.
  @inlinable public static var vsock: LinkType { LinkType(rawValue: 271) }
  /// `NORDIC_BLE`, Nordic Semiconductor Bluetooth LE sniffer frames.
  @inlinable public static var nordicBLE: LinkType { LinkType(rawValue: 272) }
  /// `DOCSIS31_XRA31`, Excentis XRA-31 DOCSIS 3.1 RF sniffer frames.
  @inlinable public static var docsis31XRA31: LinkType { LinkType(rawValue: 273) }
  /// `ETHERNET_MPACKET`, 802.3br mPackets.
  @inlinable public static var ethernetMPacket: LinkType { LinkType(rawValue: 274) }
  /// `DISPLAYPORT_AUX`, DisplayPort AUX channel monitoring data.
  @inlinable public static var displayPortAUX: LinkType { LinkType(rawValue: 275) }
  /// `LINUX_SLL2`, Linux cooked v2.
  @inlinable public static var linuxSLL2: LinkType { LinkType(rawValue: 276) }
  /// `SERCOS_MONITOR`, Sercos monitor.
  @inlinable public static var sercosMonitor: LinkType { LinkType(rawValue: 277) }
  /// `OPENVIZSLA`, OpenVizsla USB.
  @inlinable public static var openVizsla: LinkType { LinkType(rawValue: 278) }
  /// `EBHSCR`, Elektrobit High Speed Capture and Replay (EBHSCR).
  @inlinable public static var ebhscr: LinkType { LinkType(rawValue: 279) }
  /// `VPP_DISPATCH`, VPP graph dispatch tracer.
  @inlinable public static var vppDispatch: LinkType { LinkType(rawValue: 280) }
  /// `DSA_TAG_BRCM`, Broadcom tag.
  @inlinable public static var dsaTagBroadcom: LinkType { LinkType(rawValue: 281) }
  /// `DSA_TAG_BRCM_PREPEND`, Broadcom tag (prepended).
  @inlinable public static var dsaTagBroadcomPrepended: LinkType { LinkType(rawValue: 282) }
  /// `IEEE802_15_4_TAP`, IEEE 802.15.4 with pseudo-header.
  @inlinable public static var ieee802_15_4TAP: LinkType { LinkType(rawValue: 283) }
  /// `DSA_TAG_DSA`, Marvell DSA.
  @inlinable public static var dsaTagDSA: LinkType { LinkType(rawValue: 284) }
  /// `DSA_TAG_EDSA`, Marvell EDSA.
  @inlinable public static var dsaTagEDSA: LinkType { LinkType(rawValue: 285) }
  /// `ELEE`, ELEE lawful intercept packets.
  @inlinable public static var elee: LinkType { LinkType(rawValue: 286) }
  /// `Z_WAVE_SERIAL`, Z-Wave serial frames between host and chip.
  @inlinable public static var zWaveSerial: LinkType { LinkType(rawValue: 287) }
  /// `USB_2_0`, USB 2.0/1.1/1.0 as transmitted over the cable.
  @inlinable public static var usb2_0: LinkType { LinkType(rawValue: 288) }
  /// `ATSC_ALP`, ATSC Link-Layer Protocol packets.
  @inlinable public static var atscALP: LinkType { LinkType(rawValue: 289) }
  /// `ETW`, Event Tracing for Windows.
  @inlinable public static var etw: LinkType { LinkType(rawValue: 290) }
  /// `NETANALYZER_NG`, Hilscher netANALYZER NG.
  @inlinable public static var netANALYZERNG: LinkType { LinkType(rawValue: 291) }
  /// `ZBOSS_NCP`, ZBOSS network co-processor protocol.
  @inlinable public static var zbossNCP: LinkType { LinkType(rawValue: 292) }
  /// `USB_2_0_LOW_SPEED`, Low-speed USB as transmitted over the cable.
  @inlinable public static var usb2_0LowSpeed: LinkType { LinkType(rawValue: 293) }
  /// `USB_2_0_FULL_SPEED`, Full-speed USB as transmitted over the cable.
  @inlinable public static var usb2_0FullSpeed: LinkType { LinkType(rawValue: 294) }
  /// `USB_2_0_HIGH_SPEED`, High-speed USB as transmitted over the cable.
  @inlinable public static var usb2_0HighSpeed: LinkType { LinkType(rawValue: 295) }
  /// `AUERSWALD_LOG`, Auerswald logger protocol.
  @inlinable public static var auerswaldLog: LinkType { LinkType(rawValue: 296) }
  /// `ZWAVE_TAP`, Z-Wave with metadata header.
  @inlinable public static var zWaveTAP: LinkType { LinkType(rawValue: 297) }
  /// `SILABS_DEBUG_CHANNEL`, Silicon Labs debug channel.
  @inlinable public static var silabsDebugChannel: LinkType { LinkType(rawValue: 298) }
  /// `FIRA_UCI`, Ultra-wideband controller interface.
  @inlinable public static var firaUCI: LinkType { LinkType(rawValue: 299) }
  /// `MDB`, Multi-drop bus of vending machines.
  @inlinable public static var mdb: LinkType { LinkType(rawValue: 300) }
  /// `DECT_NR`, DECT-2020 New Radio MAC layer.
  @inlinable public static var dectNR: LinkType { LinkType(rawValue: 301) }
  /// `EDK2_MM`, EDK II management mode.
  @inlinable public static var edk2MM: LinkType { LinkType(rawValue: 302) }
  /// `DEBUG_ONLY`, Debugging.
  @inlinable public static var debugOnly: LinkType { LinkType(rawValue: 303) }
}
