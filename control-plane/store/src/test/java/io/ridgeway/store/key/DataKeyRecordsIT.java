package io.ridgeway.store.key;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.keys.DataKeyRecords;
import io.ridgeway.keys.DataKeyRecordsContract;
import io.ridgeway.model.TenantId;
import io.ridgeway.store.testing.Postgres;
import io.ridgeway.store.testing.World;
import jakarta.inject.Inject;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DataKeyRecordsIT extends DataKeyRecordsContract {
  @Inject DataKeyRecords records;
  @Inject World world;

  @Override
  protected DataKeyRecords records() {
    return records;
  }

  @Override
  protected void rolledBack(Runnable work) {
    world.rolledBack(work);
  }

  @Override
  protected void prepare(TenantId tenant) {
    world.make(tenant);
  }
}
