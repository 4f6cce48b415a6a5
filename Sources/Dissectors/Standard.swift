public import PacketCore

extension DissectorTable {
  /// Every protocol of this module. A new one joins by a line here.
  public static let standard: DissectorTable = {
    var table = DissectorTable()
    // Link
    table.register(Ethernet.self)
    table.register(LLC.self)
    table.register(VLAN.self)
    table.register(ServiceTag.self)
    table.register(BackboneServiceTag.self)
    table.register(ARP.self)
    table.register(LinuxCooked.self)
    table.register(Loopback.self)
    table.register(RawIP.self)
    table.register(MPLS.self)
    table.register(PseudowireEthernet.self)
    table.register(PseudowireControlWord.self)
    table.register(PseudowireFrame.self)
    table.register(PseudowireChannel.self)
    table.register(PPP.self)
    table.register(PPPDirection.self)
    table.register(CiscoHDLC.self)
    table.register(SLARP.self)
    table.register(PPPoEDiscovery.self)
    table.register(PPPoESession.self)
    table.register(CiscoMetaData.self)
    table.register(VNTag.self)
    table.register(ExtensionTag.self)
    table.register(AristaTimestamp.self)
    table.register(FDDI.self)
    table.register(ARCNET.self)
    table.register(IPOverInfiniBand.self)
    table.register(SolarisIPNet.self)
    table.register(NFLOG.self)
    // Network
    table.register(IPv4.self)
    table.register(IPv6.self)
    table.register(IPv6HopByHopOptions.self)
    table.register(IPv6Routing.self)
    table.register(IPv6Fragment.self)
    table.register(IPv6DestinationOptions.self)
    table.register(AuthenticationHeader.self)
    table.register(ESP.self)
    table.register(MobilityHeader.self)
    table.register(HostIdentity.self)
    table.register(Shim6.self)
    // Transport
    table.register(ICMPv4.self)
    table.register(IGMP.self)
    table.register(RGMP.self)
    table.register(ICMPv6.self)
    table.register(TCP.self)
    table.register(UDP.self)
    table.register(UDPLite.self)
    table.register(SCTP.self)
    table.register(DCCP.self)
    // Tunnel
    table.register(GRE.self)
    table.register(ERSPAN.self)
    table.register(ERSPANFirst.self)
    table.register(VXLAN.self)
    table.register(Geneve.self)
    table.register(EtherIP.self)
    table.register(GTP.self)
    table.register(Teredo.self)
    table.register(L2TP.self)
    table.register(NSH.self)
    table.register(LISP.self)
    // Link/Control
    table.register(SpanningTree.self)
    table.register(LLDP.self)
    table.register(CDP.self)
    table.register(LCP.self)
    table.register(IPCP.self)
    table.register(IPV6CP.self)
    table.register(CCP.self)
    table.register(PAP.self)
    table.register(CHAP.self)
    // Link/Wireless
    // Routing
    // Security
    table.register(TLS.self)
    table.register(DTLS.self)
    // Application/Names
    table.register(DNS.self)
    table.register(MDNS.self)
    table.register(LLMNR.self)
    table.register(NBNS.self)
    table.register(SSDP.self)
    // Application/Management
    table.register(DHCPv4.self)
    table.register(DHCPv6.self)
    table.register(NTP.self)
    table.register(RADIUS.self)
    table.register(SNMP.self)
    table.register(Syslog.self)
    // Application/Web
    // Application/Mail
    // Application/Media
    // Application/Files
    table.register(TFTP.self)
    table.register(NBSS.self)
    table.register(NBDGM.self)
    table.register(SMB2.self)
    // Application/Directory
    table.register(LDAP.self)
    table.register(CLDAP.self)
    table.register(Kerberos.self)
    // Application/Remote
    table.register(DCERPC.self)
    table.register(TPKT.self)
    table.register(COTP.self)
    table.register(RDP.self)
    // Application/Database
    // Application/Messaging
    // Application/Industrial
    return table
  }()
}
