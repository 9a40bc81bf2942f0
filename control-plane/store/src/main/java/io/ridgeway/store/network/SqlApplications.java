package io.ridgeway.store.network;

import io.ridgeway.engine.gateway.BsnApplication;
import io.ridgeway.engine.gateway.BsnApplications;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.store.sql.Json;
import io.ridgeway.store.sql.Rows;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Applications that speak BSN's protocol. */
@Singleton
public class SqlApplications extends Rows<ApplicationEntity, BsnApplication>
    implements BsnApplications {
  private final Bell bell;
  private final Json json;

  SqlApplications(Bell bell, Json json) {
    this.bell = bell;
    this.json = json;
  }

  @Override
  public void insert(BsnApplication application) {
    add(ApplicationEntity.of(application, json));
    bell.ring(application.network());
  }

  @Override
  public Optional<BsnApplication> find(ApplicationId id) {
    return record(find("id", id.value()));
  }

  @Override
  public List<BsnApplication> of(NetworkId network) {
    return records(find("network = ?1 order by createdAt desc, id desc", network.value()));
  }

  @Override
  public void update(BsnApplication application) {
    findByIdOptional(application.id().value())
        .ifPresent(
            row -> {
              row.take(application, json);
              changed(row);
              bell.ring(application.network());
            });
  }

  /** Those in force, of every network. */
  List<BsnApplication> inForce() {
    return records(find("revokedAt is null"));
  }

  /** Those in force, of one network. */
  List<BsnApplication> inForce(NetworkId network) {
    return records(find("network = ?1 and revokedAt is null", network.value()));
  }

  @Override
  protected BsnApplication record(ApplicationEntity row) {
    return row.application(json);
  }
}
