"""Which addresses of the network are public: what strangers name must not lead into the network the program runs in."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

_NAT64: Final = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is reached
_OLD_COMPATIBLE: Final = ip_network("::/96")  # RFC 4291, deprecated


def is_public(text: str) -> bool:
    """True for an address anybody on the internet may reach: not private, local, shared, reserved or multicast.

    An IPv6 address that carries an IPv4 one is judged by that, or refused where tunnels could take it elsewhere.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return _judged(address)


def _judged(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _judged(address.ipv4_mapped)
        if address in _NAT64:
            return _judged(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.sixtofour or address.teredo or address in _OLD_COMPATIBLE or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
