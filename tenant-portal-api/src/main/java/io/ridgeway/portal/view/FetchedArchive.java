package io.ridgeway.portal.view;

import io.ridgeway.engine.backup.ArchiveDesk.Fetched;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.jspecify.annotations.Nullable;

/**
 * An archive as it is handed out: written as it is read, never held. Its place among those that are
 * fetched at a time is free once the request is over, also where nothing of it was asked for or
 * taken.
 */
@RequestScoped
public class FetchedArchive {
  /** What it is: lines of JSON. */
  public static final String TYPE = "application/jsonl";

  private @Nullable Fetched fetched;

  /** With its name and length, so that one that breaks off is told from a whole one. */
  public Response response(Fetched file) {
    fetched = file;
    StreamingOutput content = file.content()::to;
    return Response.ok(content, TYPE)
        .header("Content-Length", file.bytes())
        .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
        .header("Cache-Control", "no-store")
        .build();
  }

  @PreDestroy
  void over() {
    if (fetched != null) {
      fetched.close();
    }
  }
}
