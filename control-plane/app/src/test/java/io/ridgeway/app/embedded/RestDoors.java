package io.ridgeway.app.embedded;

import io.ridgeway.app.cli.Api;

/** The REST doors of an installation that a test drives, by who asks. */
public interface RestDoors {
  Api operator();

  /** As that person, who says nothing of a tenant. */
  Api person(String user);

  /** As the administrator of that tenant, once {@link #owns} said who that is. */
  Api tenant(String tenant);

  /** Remembers who administers a tenant. */
  void owns(String user, String tenant);
}
