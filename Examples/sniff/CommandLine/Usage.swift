/// What the program says about itself.
enum Usage {
  static let version = "sniff (swift-packets 0.1.0)"

  static let hint = """
    Nothing to do: no file to read, and capturing is up to you to ask for.

      sniff -r web.pcapng                 packets of a file, one line each
      sniff -i eth0 -f 'tcp port 443'     packets of an interface, as they come
      sniff -i eth0 -w out.pcapng         packets of an interface, into a file
      sniff -D                            which interfaces there are
      sniff --help                        all options
    """

  static let options = """
    Usage: sniff [options] ...

    Prints the packets of a capture file or of an interface. The options are tshark's.

    Capture interface:
      -i <interface>, --interface <interface>
                               name or idx of interface, or - for a capture on
                               standard input (def: first non-loopback); may be
                               repeated
      -f <capture filter>      packet filter in libpcap filter syntax
      -s <snaplen>, --snapshot-length <snaplen>
                               packet snapshot length (def: 262144)
      -p, --no-promiscuous-mode
                               don't capture in promiscuous mode
      -I, --monitor-mode       capture in monitor mode, if available
      -B <buffer size>, --buffer-size <buffer size>
                               size of kernel buffer in MiB (def: 8)
      -y <link type>, --linktype <link type>
                               link layer type (def: first appropriate)
      -D, --list-interfaces    print list of interfaces and exit
      -L, --list-data-link-types
                               print list of link-layer types of iface and exit

    Capture stop conditions:
      -c <packet count>        stop after n packets (def: infinite)
      -a <autostop cond.> ..., --autostop <autostop cond.> ...
                               duration:NUM - stop after NUM seconds
                               filesize:NUM - stop this file after NUM KB
                                  files:NUM - stop after NUM files
                                packets:NUM - stop after NUM packets
    Capture output:
      -b <ringbuffer opt.> ..., --ring-buffer <ringbuffer opt.>
                               duration:NUM - switch to next file after NUM secs
                               filesize:NUM - switch to next file after NUM KB
                                  files:NUM - ringbuffer: replace after NUM files
                                packets:NUM - switch to next file after NUM packets
                               interval:NUM - switch to next file when the time is
                                              an exact multiple of NUM secs
    Input file:
      -r <infile>, --read-file <infile>
                               set the filename to read from (or '-' for stdin)

    Output:
      -w <outfile|->           write packets to a pcapng-format file named "outfile"
                               (or '-' for stdout)
      -F <output file type>    pcapng (default), pcap or nsecpcap
      --capture-comment <comment>
                               add a capture file comment, if supported
      -P, --print              print packet summary even when writing to a file
      -V                       add output of packet tree (packet details)
      -O <protocols>           only show packet details of these protocols, comma
                               separated
      -x                       add output of hex and ASCII dump (packet bytes)
      -T fields|json|ek|text|tabs
                               format of text output (def: text)
      -e <field>               field to print if -Tfields selected (e.g. tcp.port,
                               _ws.col.Info)
                               this option can be repeated to print multiple fields
      -E<fieldsoption>=<value> set options for output when -Tfields selected:
         bom=y|n               print a UTF-8 BOM
         header=y|n            switch headers on and off
         separator=/t|/s|<char> select tab, space, printable character as separator
         occurrence=f|l|a      print first, last or all occurrences of each field
         aggregator=,|/s|<char> select comma, space, printable character as
                               aggregator
         quote=d|s|n           select double, single, no quotes for values
      -t (a|ad|adoy|d|dd|e|r|u|ud|udoy)[.<precision>]
                               output format of time stamps (def: r: rel. to first)
      -u s|hms                 output format of seconds (def: s: seconds)
      -l                       flush standard output after each packet
      -q                       no packets on stdout, no counter
      -Q                       only errors on stderr
      -z io,phs                protocol hierarchy statistics, after the packets
      -n                       accepted: names are never resolved

    Processing:
      -d <layer_type>==<selector>,<decode_as_protocol>
                               "decode as", e.g. tcp.port==8888,http
      -o <name>:<value>        accepted with tshark's preference names

    Miscellaneous:
      -h, --help               display this help and exit
      -v, --version            display version info and exit
      -G [fields|protocols|values]
                               list the fields that -e takes, the protocols, or what
                               the fields' values are called, and exit

    Examples:
      sniff -r web.pcapng -T fields -e frame.number -e ip.src -e tcp.dstport
      sniff -i eth0 -c 10 -f 'udp port 53'
      sniff -i eth0 -w out.pcapng -a duration:60
    """

  static let fieldOptions = """
    The available options for field output "E" are:
    bom=y|n    Prepend output with the UTF-8 BOM (def: N: no)
    header=y|n    Print field abbreviations as first line of output (def: N: no)
    separator=/t|/s|<character>   Set the separator to use;
         "/t" = tab, "/s" = space (def: /t: tab)
    occurrence=f|l|a  Select the occurrence of a field to use;
         "f" = first, "l" = last, "a" = all (def: a: all)
    aggregator=,|/s|<character>   Set the aggregator to use;
         "," = comma, "/s" = space (def: ,: comma)
    quote=d|s|n   Print either d: double-quotes, s: single quotes or
         n: no quotes around field values (def: n: none)
    """
}
