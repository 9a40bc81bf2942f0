package io.ridgeway.store.sql;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** A row that lists show newest first. */
@MappedSuperclass
@SuppressWarnings("NullAway.Init") // filled by Hibernate, or by whoever makes a new one
public abstract class Row {
  @Id protected String id;

  @Column(name = "created_at")
  protected Instant createdAt;

  Cursor cursor() {
    return new Cursor(createdAt, id);
  }
}
