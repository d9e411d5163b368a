package dev.roster.http.connection;

/** The connection of a call that is answered later. It is an attribute of the request. */
public interface ClientConnection {
  String ATTRIBUTE = ClientConnection.class.getName();

  /** Closes it without waiting for the client to take what was sent. */
  void cut();
}
