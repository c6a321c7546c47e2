-- SYNC-14: a life of a station that is over may have ended in branches, as where a restored disk was worked on. Both come
-- back from the city and are kept; only the life that goes on now is one chain (action_headers_next_of_chain).
DROP TRIGGER `action_headers_no_branch`;
