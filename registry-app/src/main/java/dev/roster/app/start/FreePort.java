package dev.roster.app.start;

import dev.roster.app.settings.RosterSettings;
import dev.roster.app.settings.StartRefused;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Looks whether the server will be able to listen, before anything is made. */
final class FreePort {
  private FreePort() {}

  static void check(RosterSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(
          true); // as Tomcat does, so connections of a server before are no rival
      socket.bind(
          new InetSocketAddress(InetAddress.getByName(settings.address()), settings.port()));
    } catch (UnknownHostException unknown) {
      throw new StartRefused(
          "The address " + settings.address() + " is not known.",
          "Set roster.address to an address of this machine; 0.0.0.0 means all of them.",
          unknown);
    } catch (BindException taken) {
      throw new StartRefused(
          "The server cannot listen on port "
              + settings.port()
              + " of "
              + settings.address()
              + ": "
              + taken.getMessage()
              + ".",
          "Choose another port with --port or ROSTER_PORT; 0 takes a free one.",
          taken);
    } catch (IOException failed) {
      throw new StartRefused(
          "The server cannot listen on port " + settings.port() + ": " + failed.getMessage() + ".",
          "Choose another port with --port or ROSTER_PORT; 0 takes a free one.",
          failed);
    }
  }
}
