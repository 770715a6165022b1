"""The roof: settings, addresses, the admin, and everything that joins the apps."""
