package dev.roster.http.connection;

/**
 * The connection of a call that is answered later. It is an attribute of the request from the
 * moment on at which the thread that has taken the request has left it.
 */
public interface ClientConnection {
  String ATTRIBUTE = ClientConnection.class.getName();

  /** Closes it without waiting for the client to take what was sent. */
  void cut();
}
