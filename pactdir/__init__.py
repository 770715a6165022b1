"""Settings, URLs, the admin, and everything that joins the apps."""
