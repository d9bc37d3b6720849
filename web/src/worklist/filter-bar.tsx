import { Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconFilterOff, IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { FINDINGS } from "../../../src/findings/index.ts";
import { useShortcuts } from "../keyboard/shortcuts.tsx";
import { useTranslator } from "../language/language-context.tsx";
import classes from "./filter-bar.module.css";
import {
  type Filters,
  filtersOf,
  isNarrowed,
  LONGEST_SEARCH,
  STATUSES,
  toAddress,
} from "./filters.ts";

/** Milliseconds without a key until a search is made. */
const SEARCH_AFTER = 300;

/** Which studies are shown, and in which order. */
export function FilterBar({
  filters,
  change,
}: {
  readonly filters: Filters;
  readonly change: (filters: Filters) => void;
}) {
  const { text, finding: nameOf } = useTranslator();
  const field = useRef<HTMLInputElement>(null);
  const [search, setSearch] = useState(filters.search);
  const searchSoon = useDebouncedCallback(
    (typed: string) => change({ ...filters, search: typed.trim() }),
    SEARCH_AFTER,
  );
  useEffect(() => {
    // The address has changed otherwise, e.g. by going back.
    setSearch((typed) => (typed.trim() === filters.search ? typed : filters.search));
  }, [filters.search]);
  useShortcuts([{ keys: ["/"], label: "worklist.key.search", run: () => field.current?.select() }]);
  const type = (typed: string) => {
    setSearch(typed);
    searchSoon(typed);
  };
  const set = (name: keyof Filters, value: string) => {
    const changed = toAddress({ ...filters, search });
    changed.set(name, value);
    change(filtersOf(changed));
  };
  const clear = () => {
    searchSoon.cancel();
    setSearch("");
    change({ ...filters, search: "", finding: null, status: null });
  };
  return (
    <search className={classes.bar}>
      <TextInput
        ref={field}
        className={classes.search}
        type="search"
        label={text("worklist.search")}
        placeholder={text("worklist.search.what")}
        value={search}
        maxLength={LONGEST_SEARCH}
        onChange={(event) => type(event.currentTarget.value)}
        leftSection={<IconSearch aria-hidden size={16} />}
        rightSection={
          search === "" ? null : (
            <CloseButton
              size="sm"
              aria-label={text("worklist.search.clear")}
              onClick={() => {
                type("");
                field.current?.focus();
              }}
            />
          )
        }
      />
      <NativeSelect
        label={text("worklist.finding")}
        value={filters.finding ?? ""}
        onChange={(event) => set("finding", event.currentTarget.value)}
        data={[
          { value: "", label: text("worklist.finding.all") },
          ...FINDINGS.map((finding) => ({ value: finding, label: nameOf(finding) })),
        ]}
      />
      <NativeSelect
        label={text("worklist.status")}
        value={filters.status ?? ""}
        onChange={(event) => set("status", event.currentTarget.value)}
        data={[
          { value: "", label: text("worklist.status.all") },
          ...STATUSES.map((status) => ({ value: status, label: text(`status.${status}`) })),
        ]}
      />
      <NativeSelect
        className={classes.order}
        label={text("worklist.sort")}
        value={filters.sort}
        onChange={(event) => set("sort", event.currentTarget.value)}
        data={[
          { value: "urgency", label: text("worklist.sort.urgency") },
          { value: "newest", label: text("worklist.sort.newest") },
        ]}
      />
      {isNarrowed(filters) ? (
        <Button
          className={classes.clear}
          variant="subtle"
          color="gray"
          leftSection={<IconFilterOff aria-hidden size={16} />}
          onClick={clear}
        >
          {text("worklist.clear")}
        </Button>
      ) : null}
    </search>
  );
}
