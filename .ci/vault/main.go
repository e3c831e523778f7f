// Command vault is HashiCorp Vault as a test server, compiled from its public Go module; nothing of it is published with this project.
package main

import (
	"os"

	"github.com/hashicorp/vault/command"
)

func main() { os.Exit(command.Run(os.Args[1:])) }
