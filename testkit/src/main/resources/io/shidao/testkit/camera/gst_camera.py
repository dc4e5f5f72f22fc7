"""An RTSP camera of GStreamer's own server, for tests; GstCamera starts it.

Arguments: USER PASSWORD PATH PIPELINE [PATH PIPELINE ...]; an empty user lets everybody in.
Says "ready", then obeys the lines of its standard input: "listen PORT" (0: any free one; answers "port N").
Ends when its standard input does, so it never outlives the test.
"""
import os
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer

ELEMENTS = ("videotestsrc", "x264enc", "h264parse", "rtph264pay")


def say(text):
    print(text, flush=True)


def factory(pipeline, role):
    made = GstRtspServer.RTSPMediaFactory()
    made.set_launch("( " + pipeline + " )")
    made.set_shared(True)
    if role:
        permissions = GstRtspServer.RTSPPermissions()
        permissions.add_permission_for_role(role, "media.factory.access", True)
        permissions.add_permission_for_role(role, "media.factory.construct", True)
        made.set_permissions(permissions)
    return made


def authentication(user, password):
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest(user, password, token)
    return auth


def listen(server, port):
    server.set_service(port)
    server.attach(None)
    say("port %d" % server.get_bound_port())


def obey(server):
    for line in sys.stdin:
        words = line.split()
        if len(words) == 2 and words[0] == "listen":
            GLib.idle_add(listen, server, words[1])
    os._exit(0)


def main(user, password, *mounts):
    Gst.init(None)
    absent = [name for name in ELEMENTS if Gst.ElementFactory.find(name) is None]
    if absent:
        say("missing " + " ".join(absent))
        return
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    for path, pipeline in zip(mounts[::2], mounts[1::2]):
        server.get_mount_points().add_factory(path, factory(pipeline, "viewer" if user else ""))
    if user:
        server.set_auth(authentication(user, password))
    say("ready")
    threading.Thread(target=obey, args=(server,), daemon=True).start()
    GLib.MainLoop().run()


main(*sys.argv[1:])
