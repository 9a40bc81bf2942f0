package io.ridgeway.store.key;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.keys.KeyRecords;
import io.ridgeway.keys.KeyRecordsContract;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class KeyRecordsIT extends KeyRecordsContract {
  @Inject KeyRecords records;
  @Inject World world;

  @Override
  protected KeyRecords records() {
    return records;
  }

  @Override
  protected void rolledBack(Runnable work) {
    world.rolledBack(work);
  }

  @Override
  protected void prepare(TenantId tenant, NetworkId network) {
    world.make(tenant, network);
  }
}
