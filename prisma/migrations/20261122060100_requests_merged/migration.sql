-- A request may end because another of the same person answers it too.
ALTER TABLE "data_request"
  DROP CONSTRAINT "data_request_state_known",
  ADD CONSTRAINT "data_request_state_known"
    CHECK ("state" IN ('open', 'closed', 'declined', 'withdrawn', 'public', 'merged'));
