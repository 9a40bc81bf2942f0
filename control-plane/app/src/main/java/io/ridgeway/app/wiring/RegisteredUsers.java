package io.ridgeway.app.wiring;

import io.ridgeway.engine.gateway.ApplicationDesk;
import io.ridgeway.gateway.Registrar;
import io.ridgeway.model.ApplicationId;

/** Hands what applications ask for their users from the gateway to the desk. */
record RegisteredUsers(ApplicationDesk desk) implements Registrar {
  @Override
  public String register(ApplicationId application, String user) {
    return desk.register(application, user);
  }

  @Override
  public String enrol(ApplicationId application, String user, String request) {
    return desk.enrol(application, user, request);
  }
}
