@_exported public import CaptureFiles
@_exported public import Dissectors
@_exported public import PacketCore
@_exported public import PcapBinding
