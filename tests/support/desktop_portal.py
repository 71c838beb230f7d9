"""A desktop's portal on a bus of its own: `python -m tests.support.desktop_portal ADDRESS`; what it reads, it wishes.

Lines on standard input are "NAMESPACE KEY VALUE"; what is said there is answered from then on, and told as a change.
A namespace "silence" makes it answer nothing.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject

PATH = "/org/freedesktop/portal/desktop"


class Portal(QDBusVirtualObject):
    """Answers `Read` as the portals do: wrapped twice."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes: dict[tuple[str, str], object] = {}
        self.is_silent = False

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        key = tuple(message.arguments())
        if self.is_silent:
            message.setDelayedReply(True)
        elif message.member() == "Read" and key in self.wishes:
            connection.send(message.createReply(QDBusVariant(QDBusVariant(self.wishes[key]))))  # type: ignore[index]
        else:
            connection.send(message.createErrorReply("org.freedesktop.portal.Error.NotFound", "no such setting"))
        return True


def main() -> None:
    application = QCoreApplication(sys.argv)
    bus = QDBusConnection.connectToBus(sys.argv[1], "portal")
    portal = Portal()

    def read() -> None:
        line = sys.stdin.readline().split()
        if not line:
            application.quit()
            return
        namespace, key, text = line
        if namespace == "silence":
            portal.is_silent = True
        value: object = {"true": True, "false": False}.get(text, int(text) if text.isdigit() else text)
        portal.wishes[namespace, key] = value
        change = QDBusMessage.createSignal(PATH, "org.freedesktop.portal.Settings", "SettingChanged")
        change.setArguments([namespace, key, QDBusVariant(value)])
        bus.send(change)
        print("said", flush=True)

    bus.registerVirtualObject(PATH, portal, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    bus.registerService("org.freedesktop.portal.Desktop")
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    print("ready", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
