# The work itself is in scripts/, which also install what is missing into .tools/ (FAILOVER_LAB_TOOLS=DIR to change).

.DEFAULT_GOAL := help
.PHONY: help play test dist bench lighthouse fmt clean
export PORT

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

play: ## Build the page and serve it on this machine (PORT=8080)
	@scripts/play

test: ## Run everything that must pass before a change is sent
	@scripts/test

dist: ## Build dist/, ready for any static host
	@scripts/dist

bench: ## Measure the speed of the core, and what things cost beside each other
	@scripts/bench

lighthouse: ## Print Lighthouse's scores of the published page, and what it weighs
	@scripts/lighthouse

fmt: ## Format the Rust sources
	@cargo fmt

clean: ## Remove what was built, but not the tools
	@rm -rf target dist
