import os

from django.core.wsgi import get_wsgi_application

from pactdir.database.time_outs import SERVES_VISITORS

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pactdir.settings")
os.environ[SERVES_VISITORS] = "on"

application = get_wsgi_application()
