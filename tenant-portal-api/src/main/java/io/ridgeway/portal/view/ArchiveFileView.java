package io.ridgeway.portal.view;

import io.ridgeway.engine.backup.ArchiveDesk.Fetched;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/** An archive as it is handed out: written as it is read, never held. */
public final class ArchiveFileView {
  /** What it is: lines of JSON. */
  public static final String TYPE = "application/jsonl";

  private ArchiveFileView() {}

  /** With its name and length, so that one that breaks off is told from a whole one. */
  public static Response response(Fetched file) {
    StreamingOutput content = file.content()::to;
    return Response.ok(content, TYPE)
        .header("Content-Length", file.bytes())
        .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
        .header("Cache-Control", "no-store")
        .build();
  }
}
